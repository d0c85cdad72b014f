/** Writes `.br` and `.gz` beside the text files of a built folder and takes its source maps out. */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const folder = process.argv[2]
const text = /\.(js|mjs|css|svg|json|txt|xml|wasm|webmanifest)$/
const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }

let count = 0
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue
  const file = join(entry.parentPath ?? entry.path, entry.name)
  if (file.endsWith('.map')) {
    rmSync(file)
    continue
  }
  // Pages are filled in for each answer, and manifests stay inside.
  if (!text.test(file) || file.includes(`${join(folder, '.vite')}`)) continue
  const raw = readFileSync(file)
  for (const [end, bytes] of [
    ['.br', brotliCompressSync(raw, brotli)],
    ['.gz', gzipSync(raw, { level: 9 })],
  ]) {
    if (bytes.length < raw.length) writeFileSync(file + end, bytes)
  }
  count += 1
}
process.stdout.write(`compressed ${count} files\n`)
