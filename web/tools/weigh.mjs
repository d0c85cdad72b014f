/** Weighs the build as it is served (brotli) and fails above the budgets. Run after `npm run build`. */
import { existsSync, readFileSync } from 'node:fs'
import { brotliCompressSync, constants } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url)
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'))
const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }
const sizes = new Map()

function weight(file) {
  if (!sizes.has(file)) {
    const raw = readFileSync(new URL(file, dist))
    sizes.set(file, file.endsWith('.woff2') ? raw.length : brotliCompressSync(raw, options).length)
  }
  return sizes.get(file)
}

/** An entry and everything it imports statically. */
function closure(keys, seen = new Set()) {
  for (const key of keys) {
    if (seen.has(key)) continue
    seen.add(key)
    closure(manifest[key].imports ?? [], seen)
  }
  return seen
}

const sum = (files) => [...new Set(files)].reduce((total, file) => total + weight(file), 0)
const js = (keys) =>
  sum([...closure(keys)].map((key) => manifest[key].file).filter((file) => file.endsWith('.js')))
const css = (keys) => sum([...closure(keys)].flatMap((key) => manifest[key].css ?? []))
const keyOf = (test) => Object.keys(manifest).filter(test)

const app = keyOf((key) => key === 'index.html')
const site = keyOf((key) => key === 'site.html')
const shell = keyOf((key) => /routes\/dashboard\/(route|index)\.tsx/.test(key))
const fonts = Object.values(manifest)
  .map((item) => item.file)
  .filter((file) => file.endsWith('.woff2'))

const rows = [
  ['site, JavaScript', js(site), 85],
  ['console first page, JavaScript', js([...app, ...shell]), 200],
  ['CSS of the console', css(app), 20],
  ['CSS of the site', css(site), 20],
  ['fonts', sum(fonts), 75],
]
// A chunk of its own: 45 kB for a page, 115 kB for the charts.
const base = closure([...app, ...shell])
for (const key of keyOf((name) => manifest[name].file.endsWith('.js') && !base.has(name))) {
  const bytes = weight(manifest[key].file)
  if (bytes > 15_000)
    rows.push([key.replace('?tsr-split=component', ''), bytes, /chart|bars/.test(key) ? 115 : 45])
}

let over = false
for (const [name, bytes, budget] of rows) {
  const kilobytes = bytes / 1000
  const bad = kilobytes > budget
  over ||= bad
  console.log(`${bad ? 'OVER ' : '     '}${kilobytes.toFixed(1).padStart(7)} kB of ${budget} kB  ${name}`)
}
if (over) process.exitCode = 1

// A loader that imports from a page's file drags the page into the first load of everyone.
const pages = new Set()
for (const key of closure(app)) {
  const map = new URL(`${manifest[key].file}.map`, dist)
  if (!existsSync(map)) continue
  for (const source of JSON.parse(readFileSync(map, 'utf8')).sources) {
    const feature = /src\/features\/.+\.tsx$/.exec(source)
    if (feature) pages.add(feature[0])
  }
}
if (pages.size > 0) {
  console.log('\nComponents in the first load; move what their loaders need to a .ts file beside them:')
  for (const page of pages) console.log(`  ${page}`)
}
