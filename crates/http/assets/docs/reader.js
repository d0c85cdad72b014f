// Reads our OpenAPI document and writes it as a page. Elements are made one by one: no markup is ever parsed.

const METHODS = ['get', 'post', 'put', 'patch', 'delete']

function el(name, attributes = {}, ...children) {
  const node = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value)
  node.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''))
  return node
}

/** Text with `code` marks. */
function prose(text = '') {
  return text.split('`').map((part, index) => (index % 2 === 1 ? el('code', {}, part) : part))
}

const schemaName = (ref) => ref.split('/').pop()

/** A schema in a few words, with links to named ones. */
function typeOf(schema) {
  if (!schema) return ['anything']
  if (schema.$ref) {
    const name = schemaName(schema.$ref)
    return [el('a', { href: `#schema-${name}` }, name)]
  }
  const several = schema.oneOf ?? schema.allOf ?? schema.anyOf
  if (several) return several.flatMap((one, index) => (index === 0 ? typeOf(one) : [schema.allOf ? ' & ' : ' | ', ...typeOf(one)]))
  if (schema.enum) return schema.enum.flatMap((value, index) => [index === 0 ? '' : ' | ', el('code', {}, String(value))])
  const names = [schema.type ?? 'anything'].flat()
  return names.flatMap((name, index) => {
    const word = name === 'array' ? ['list of ', ...typeOf(schema.items)] : [schema.format && name !== 'null' ? `${name} (${schema.format})` : name]
    return index === 0 ? word : [' | ', ...word]
  })
}

function bounds(schema = {}) {
  const words = []
  if (schema.minLength !== undefined || schema.maxLength !== undefined) words.push(`${schema.minLength ?? 0}–${schema.maxLength ?? '∞'} characters`)
  if (schema.minimum !== undefined || schema.maximum !== undefined) words.push(`${schema.minimum ?? '−∞'}–${schema.maximum ?? '∞'}`)
  if (schema.pattern) words.push(`matches ${schema.pattern}`)
  if (schema.default !== undefined) words.push(`default ${JSON.stringify(schema.default)}`)
  return words.join(', ')
}

function table(caption, heads, rows) {
  if (rows.length === 0) return null
  const head = el('tr', {}, heads.map((text) => el('th', { scope: 'col' }, text)))
  const body = rows.map((cells) => el('tr', {}, cells.map((cell) => el('td', {}, cell))))
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': caption }, el('table', {}, el('thead', {}, head), el('tbody', {}, body)))
}

function fieldRows(schema, all) {
  if (schema.$ref) return fieldRows(all[schemaName(schema.$ref)] ?? {}, all)
  if (schema.allOf) return schema.allOf.flatMap((part) => fieldRows(part, all))
  return Object.entries(schema.properties ?? {}).map(([name, field]) => [
    [el('code', {}, name), (schema.required ?? []).includes(name) ? '' : ' (optional)'],
    typeOf(field),
    [...prose(field.description ?? field.oneOf?.[0]?.description), bounds(field) ? ` ${bounds(field)}` : ''],
  ])
}

function operationCard(path, method, operation, all) {
  const facts = [
    operation.operationId,
    operation.security?.some((one) => Object.keys(one).length === 0) ? 'no sign-in' : 'signed in',
    operation['x-idempotent'] ? 'needs an Idempotency-Key' : '',
  ]
  const parameters = (operation.parameters ?? []).map((one) => [
    [el('code', {}, one.name), one.required ? '' : ' (optional)'],
    [one.in],
    typeOf(one.schema),
    [...prose(one.description), bounds(one.schema) ? ` ${bounds(one.schema)}` : ''],
  ])
  const body = operation.requestBody?.content?.['application/json']?.schema
  const answers = Object.entries(operation.responses ?? {}).map(([status, answer]) => {
    const kinds = Object.entries(answer.content ?? {})
    const types = kinds.flatMap(([kind, { schema }]) => [kind.includes('json') ? typeOf(schema) : kind, ' ']).flat()
    return [[el('code', {}, status)], prose(answer.description), types]
  })
  return el(
    'article',
    { id: operation.operationId, 'data-text': `${operation.operationId} ${path} ${operation.summary ?? ''}`.toLowerCase() },
    el('h3', {}, el('span', { class: `method ${method}` }, method.toUpperCase()), el('span', { class: 'path' }, path)),
    el('p', {}, prose(operation.summary), ' ', prose(operation.description)),
    el('p', { class: 'facts' }, facts.filter(Boolean).join(' · ')),
    parameters.length ? el('h4', {}, 'Parameters') : null,
    table(`Parameters of ${operation.operationId}`, ['Name', 'In', 'Type', 'Meaning'], parameters),
    body ? el('h4', {}, 'Body: ', typeOf(body)) : null,
    body ? table(`Body of ${operation.operationId}`, ['Field', 'Type', 'Meaning'], fieldRows(body, all)) : null,
    el('h4', {}, 'Answers'),
    table(`Answers of ${operation.operationId}`, ['Status', 'When', 'Body'], answers),
  )
}

function schemaCard(name, schema, all) {
  return el(
    'article',
    { id: `schema-${name}`, 'data-text': name.toLowerCase() },
    el('h3', {}, name),
    schema.description ? el('p', {}, prose(schema.description)) : null,
    schema.enum ? el('p', {}, typeOf(schema)) : null,
    table(`Fields of ${name}`, ['Field', 'Type', 'Meaning'], fieldRows(schema, all)),
  )
}

function codeCard(schema) {
  const titles = schema?.['x-enum-descriptions'] ?? []
  const rows = (schema?.enum ?? []).map((code, index) => [[el('code', { id: code }, code)], [titles[index] ?? '']])
  return el('article', { 'data-text': 'errors codes' }, table('Error codes', ['Code', 'Meaning'], rows))
}

function write(spec) {
  const all = spec.components?.schemas ?? {}
  const groups = new Map((spec.tags ?? []).map((tag) => [tag.name, []]))
  for (const [path, item] of Object.entries(spec.paths)) {
    for (const method of METHODS.filter((one) => item[one])) {
      const tag = item[method].tags?.[0] ?? 'other'
      groups.set(tag, [...(groups.get(tag) ?? []), { path, method, operation: item[method] }])
    }
  }
  const contents = []
  const sections = [el('section', { class: 'intro' }, el('h2', {}, 'About'), (spec.info.description ?? '').split('\n\n').map((text) => el('p', {}, prose(text))))]
  const add = (id, title, cards, links) => {
    sections.push(el('section', { id }, el('h2', {}, title), cards))
    contents.push(el('h2', {}, title), el('ul', {}, links.map(([href, text]) => el('li', { 'data-text': text.toLowerCase() }, el('a', { href }, text)))))
  }
  for (const [tag, operations] of groups) {
    if (operations.length === 0) continue
    const cards = operations.map((one) => operationCard(one.path, one.method, one.operation, all))
    add(`tag-${tag.replaceAll(' ', '-')}`, tag, cards, operations.map(({ operation }) => [`#${operation.operationId}`, operation.operationId]))
  }
  add('errors', 'Error codes', [codeCard(all.ErrorCode)], [['#errors', 'All codes']])
  const names = Object.keys(all).sort()
  add('schemas', 'Schemas', names.map((name) => schemaCard(name, all[name], all)), names.map((name) => [`#schema-${name}`, name]))
  document.getElementById('title').textContent = spec.info.title
  document.getElementById('contents').replaceChildren(...contents)
  document.getElementById('content').replaceChildren(...sections)
}

function filter(text) {
  const wanted = text.trim().toLowerCase()
  for (const node of document.querySelectorAll('[data-text]')) node.hidden = !node.dataset.text.includes(wanted)
  for (const section of document.querySelectorAll('main > section[id]')) section.hidden = !section.querySelector('article:not([hidden])')
}

try {
  const response = await fetch('/api/v1/openapi.json')
  write(await response.json())
  document.getElementById('filter').addEventListener('input', (event) => filter(event.target.value))
  if (location.hash) document.getElementById(location.hash.slice(1))?.scrollIntoView()
} catch {
  document.getElementById('content').replaceChildren(el('p', { role: 'alert' }, 'The document could not be read. Please load the page again.'))
}
