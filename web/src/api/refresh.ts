const stamp = 'kn.refreshed_at'
let running: Promise<boolean> | null = null

async function rotate(): Promise<boolean> {
  const response = await fetch('/api/v1/auth/refresh', {
    method: 'POST',
    credentials: 'same-origin',
    headers: { 'X-KN-CSRF': '1', Accept: 'application/json' },
  })
  if (response.ok) localStorage.setItem(stamp, String(Date.now()))
  return response.ok
}

/** A second tab may have rotated while we waited; using the old token again would end the session for both. */
async function rotateOnce(failedAt: number): Promise<boolean> {
  if (Number(localStorage.getItem(stamp) ?? 0) > failedAt) return true
  return rotate()
}

/** New cookies for an expired access token, once for all calls and tabs that ask at the same time. */
export function refreshSession(failedAt: number): Promise<boolean> {
  const locks: LockManager | null = 'locks' in navigator ? navigator.locks : null // needs a secure context
  running ??= (
    locks ? locks.request('kn-refresh', () => rotateOnce(failedAt)) : rotateOnce(failedAt)
  ).finally(() => {
    running = null
  })
  return running
}
