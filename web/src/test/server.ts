import { HttpResponse, http } from 'msw'
import { setupServer } from 'msw/node'
import type { Me } from '@/api/generated/types.gen'
import type { Problem } from '@/api/types'
import { customer, dashboard, problem, site, staffDashboard } from '@/test/fixtures'

/** Answers a problem the way the API does. */
export const refuse = (body: Problem, headers: Record<string, string> = {}) =>
  HttpResponse.json(body, {
    status: body.status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  })

export const signedOut = [
  http.get('*/api/v1/me', () => refuse(problem(401, 'unauthenticated'))),
  http.post('*/api/v1/auth/refresh', () => refuse(problem(401, 'unauthenticated'))),
]

export const signedInAs = (me: Me) => http.get('*/api/v1/me', () => HttpResponse.json(me))

export const server = setupServer(
  http.get('*/api/v1/site', () => HttpResponse.json(site)),
  http.get('*/api/v1/dashboard', () => HttpResponse.json(dashboard)),
  http.get('*/api/v1/admin/dashboard', () => HttpResponse.json(staffDashboard)),
  signedInAs(customer),
)
