import { problemOf } from '@/api/errors'
import type { Problem } from '@/api/types'
import { humanize } from '@/lib/format'

/** `value.address_lines.1` → `address_lines`: a list that is edited as one text has one field. */
export function formField(field: string, texts: readonly string[] = []) {
  const path = field.replace(/^value\./, '')
  const first = path.split('.')[0] ?? path
  return texts.includes(first) ? first : path
}

/**
 * The server checks the whole section, a card holds only a part of it: errors of the card's own fields keep their
 * message, those of other cards say which field they mean.
 */
export function settingsProblem(
  error: unknown,
  own: readonly string[],
  texts: readonly string[] = [],
): Problem {
  const problem = problemOf(error)
  return {
    ...problem,
    errors: problem.errors.map((item) => {
      const field = formField(item.field, texts)
      if (own.includes(field.split('.')[0] ?? field)) return { ...item, field }
      return { ...item, field, message: `${humanize(field.replaceAll('.', ' '))}: ${item.message}` }
    }),
  }
}
