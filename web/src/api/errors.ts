import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import { type FieldProblem, localProblem, type Problem } from '@/api/types'

/** What the API threw, whatever it was, as a problem. */
export function problemOf(error: unknown): Problem {
  if (isProblem(error)) return error
  if (error instanceof TypeError || (error instanceof Error && error.name === 'NetworkError')) {
    return localProblem({
      status: 0,
      code: 'network',
      title: 'No connection',
      detail: 'The server could not be reached. Check your connection and try again.',
    })
  }
  return localProblem({
    status: 0,
    code: 'unexpected',
    title: 'Something went wrong',
    detail: 'Something went wrong on this page. Try again; if it happens again, tell support what you did.',
  })
}

export function isProblem(value: unknown): value is Problem {
  if (typeof value !== 'object' || value === null) return false
  const candidate = value as Partial<Problem>
  return (
    typeof candidate.code === 'string' &&
    typeof candidate.status === 'number' &&
    Array.isArray(candidate.errors)
  )
}

export function hasCode(error: unknown, ...codes: string[]) {
  return isProblem(error) && codes.includes(error.code)
}

export function hasStatus(error: unknown, ...statuses: number[]) {
  return isProblem(error) && statuses.includes(error.status)
}

/** Sentences for codes whose server text cannot know what the screen offers next. */
const sentences: Record<string, string> = {
  rate_limited: 'Too many tries in a short time.',
  idempotency_key_reused:
    'An earlier try with this form may have gone through. Look at the list before sending it again.',
  step_up_required: 'Confirm that it is you, then try again.',
  conflict: 'This was changed by someone else meanwhile. Reload the page and try again.',
}

/** One sentence for a person: what was wrong and what to do. */
export function messageOf(error: unknown): string {
  const problem = problemOf(error)
  if (problem.code === 'rate_limited') {
    const wait = problem.retry_after
    return `${sentences.rate_limited} ${wait ? `Try again in ${waitText(wait)}.` : 'Try again in a minute.'}`
  }
  const loose = problem.errors.map((item) => item.message).join(' ')
  return problem.detail || loose || sentences[problem.code] || `${problem.title}.`
}

export function waitText(seconds: number) {
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))} seconds`
  return `${Math.ceil(seconds / 60)} minutes`
}

/**
 * Puts the problem's field errors on the form's fields and focuses the first. Answers the sentence that belongs above
 * the button: null when every error found its field. `names` maps API fields to form fields where they differ.
 */
export function applyFieldErrors<T extends FieldValues>(
  form: UseFormReturn<T>,
  error: unknown,
  names: Record<string, string> = {},
): string | null {
  const problem = problemOf(error)
  const values = form.getValues()
  const loose: FieldProblem[] = []
  let focused = false
  for (const item of problem.errors) {
    const name = names[item.field] ?? item.field
    if (!hasPath(values, name)) {
      loose.push(item)
      continue
    }
    form.setError(name as Path<T>, { type: 'server', message: item.message }, { shouldFocus: !focused })
    focused = true
  }
  if (!focused) return messageOf(problem)
  return loose.length > 0 ? loose.map((item) => item.message).join(' ') : null
}

function hasPath(values: unknown, path: string) {
  let at = values
  for (const key of path.split('.')) {
    if (typeof at !== 'object' || at === null || !(key in at)) return false
    at = (at as Record<string, unknown>)[key]
  }
  return true
}

/** A body that was meant to be a problem: fills what is missing from the response itself. */
export async function problemFrom(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null)
  const given = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem>
  const wait = Number(response.headers.get('retry-after') ?? Number.NaN)
  const base = localProblem({
    status: response.status,
    code: `http_${response.status}`,
    title: 'The server could not do this',
    detail: response.status >= 500 ? 'The server had a fault. Try again in a moment.' : '',
  })
  return {
    ...base,
    ...given,
    status: response.status,
    request_id: given.request_id ?? response.headers.get('x-request-id') ?? '',
    ...(Number.isFinite(wait) ? { retry_after: wait } : {}),
  }
}
