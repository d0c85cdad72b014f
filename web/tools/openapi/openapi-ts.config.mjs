/** Reads the document the server prints and writes the checked-in client. Run through `npm run gen:api` in web/. */
import { readFileSync } from 'node:fs'

const document = JSON.parse(readFileSync(new URL('../../../openapi.json', import.meta.url), 'utf8'))

// The server describes a file as an array of bytes; the browser gets a Blob.
for (const operations of Object.values(document.paths)) {
  for (const operation of Object.values(operations)) {
    for (const response of Object.values(operation.responses ?? {})) {
      for (const [type, body] of Object.entries(response.content ?? {})) {
        if (!type.includes('json') && body.schema?.type === 'array') {
          body.schema = { type: 'string', format: 'binary' }
        }
      }
    }
  }
}

export default {
  input: document,
  output: { path: '../../src/api/generated', clean: true },
  plugins: [
    { name: '@hey-api/client-fetch', runtimeConfigPath: '../runtime' },
    { name: '@hey-api/typescript', enums: false },
    { name: '@hey-api/sdk', auth: false },
    'zod',
    { name: '@tanstack/react-query', infiniteQueryOptions: false },
  ],
}
