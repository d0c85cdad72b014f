/** Writes src/routeTree.gen.ts without a build, so that tsc knows a new route file: `npm run routes`. */
import { Generator, getConfig } from '@tanstack/router-generator'

const root = process.cwd()
const config = getConfig(
  { target: 'react', autoCodeSplitting: true, quoteStyle: 'single', semicolons: false },
  root,
)
await new Generator({ config, root }).run()
