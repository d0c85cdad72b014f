import { problemFrom } from '@/api/errors'
import { askPrompt } from '@/api/prompts'
import { refreshSession } from '@/api/refresh'

/** Same origin, cookies only, and the header no other site can send. */
const headers = { 'X-KN-CSRF': '1' }

/** The hey-api client calls this when it is made; see tools/openapi/openapi-ts.config.mjs. */
export function createClientConfig<T extends object>(config?: T) {
  return {
    ...config,
    baseUrl: globalThis.location?.origin ?? '',
    credentials: 'same-origin',
    headers,
    fetch: apiFetch,
  } as const satisfies object
}

function pathOf(request: Request) {
  return new URL(request.url, globalThis.location?.origin).pathname
}

function problemResponse(problem: object, status: number, source: Headers) {
  const copy = new Headers(source)
  copy.set('content-type', 'application/problem+json')
  copy.delete('content-length')
  copy.delete('content-encoding')
  return new Response(JSON.stringify(problem), { status, headers: copy })
}

/**
 * The one transport. An expired session is refreshed once, an ended one asks for the password over the page, a route
 * that wants a fresh proof of identity asks for it; then the same call is sent again. Errors are always problems.
 */
export async function apiFetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init)
  const auth = pathOf(request).startsWith('/api/v1/auth/')
  let response = await fetch(request.clone())
  if (response.status === 401 && !auth) {
    const alive = (await refreshSession(Date.now())) || (await askPrompt('session'))
    if (alive) response = await fetch(request.clone())
  }
  if (response.ok) return response
  let problem = await problemFrom(response)
  if (problem.code === 'step_up_required' && (await askPrompt('stepUp'))) {
    response = await fetch(request)
    if (response.ok) return response
    problem = await problemFrom(response)
  }
  return problemResponse(problem, response.status, response.headers)
}

interface RequestOptions {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  body?: object
  query?: Record<string, string | number | boolean | null | undefined>
  headers?: Record<string, string>
  signal?: AbortSignal
}

/** A call without the generated client; throws the problem. Only for what the kit itself needs. */
export async function request<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const url = new URL(path, globalThis.location.origin)
  for (const [key, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') url.searchParams.set(key, String(value))
  }
  const response = await apiFetch(url, {
    method: options.method ?? 'GET',
    credentials: 'same-origin',
    signal: options.signal,
    body: options.body === undefined ? undefined : JSON.stringify(options.body),
    headers: {
      ...headers,
      Accept: 'application/json',
      ...(options.body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...options.headers,
    },
  })
  const text = await response.text()
  const body = text === '' ? undefined : JSON.parse(text)
  if (!response.ok) throw body
  return body
}
