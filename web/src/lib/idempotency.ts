import { useMemo } from 'react'

const slot = (form: string) => `kn.idem.${form}`

function newKey() {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID()
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}

/** The key of a form's current attempt: the same until `finishIdempotency`, even over a reload. */
export function idempotencyKey(form: string) {
  const kept = sessionStorage.getItem(slot(form))
  if (kept) return kept
  const key = newKey()
  sessionStorage.setItem(slot(form), key)
  return key
}

/** Forget the key. Call when the server gave a final answer: success, or a refusal the person will correct. */
export function finishIdempotency(form: string) {
  sessionStorage.removeItem(slot(form))
}

interface Answer {
  status: number
  retry_after?: number | null
}

/** Whether the attempt is over. A lost connection, a 5xx and "ask again later" are not: the same key makes the retry safe. */
function isFinal({ status, retry_after }: Answer) {
  if (status < 200 || status >= 500 || status === 401 || status === 403 || status === 429) return false
  return status !== 409 || typeof retry_after !== 'number'
}

/**
 * One attempt of one form: send `headers: { 'Idempotency-Key': attempt.key() }`, then `attempt.done()` after success
 * or `attempt.settle(problemOf(error))` after an error.
 */
export function useIdempotency(form: string) {
  return useMemo(
    () => ({
      key: () => idempotencyKey(form),
      done: () => finishIdempotency(form),
      settle: (answer: Answer) => {
        if (isFinal(answer)) finishIdempotency(form)
      },
    }),
    [form],
  )
}
