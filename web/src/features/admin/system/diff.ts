export interface Change {
  field: string
  before: string
  after: string
}

type Values = Record<string, unknown> | null

function text(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'string') return value === '' ? '(empty)' : value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(', ')
  return JSON.stringify(value, null, 2)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** An entry of the settings holds the values before, and after them the values with their version. */
export function auditChanges({ before, after }: { before: Values; after: Values }): Change[] {
  if (before && after && !('value' in before) && isObject(after.value)) {
    const { value, version: _, ...rest } = after
    return changesOf(before, { ...value, ...rest })
  }
  return changesOf(before, after)
}

/** The fields that differ, nested ones by their dotted path. */
export function changesOf(before: Values, after: Values, prefix = ''): Change[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return fields.flatMap((name) => {
    const old = before?.[name]
    const now = after?.[name]
    const field = `${prefix}${name}`
    if (isObject(old) || isObject(now)) {
      return changesOf(isObject(old) ? old : null, isObject(now) ? now : null, `${field}.`)
    }
    const change = { field, before: text(old), after: text(now) }
    return change.before === change.after ? [] : [change]
  })
}
