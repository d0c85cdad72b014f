import { screen } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, test } from 'vitest'
import { zCustomerDashboard, zMe, zSite, zStaffDashboard } from '@/api/generated/zod.gen'
import { request } from '@/api/runtime'
import { customer, dashboard, problem, site, staff, staffDashboard } from '@/test/fixtures'
import { renderAt } from '@/test/render-at'
import { refuse, server, signedInAs } from '@/test/server'

test('the fixtures are what the API answers', () => {
  expect(zMe.parse(customer)).toEqual(customer)
  expect(zMe.parse(staff)).toEqual(staff)
  expect(zSite.parse(site)).toEqual(site)
  expect(zCustomerDashboard.parse(dashboard)).toEqual(dashboard)
  expect(zStaffDashboard.parse(staffDashboard)).toEqual(staffDashboard)
})

test('an action that wants a fresh password is resumed after the password, with the same body and key', async () => {
  const seen: { body: unknown; key: string | null }[] = []
  let fresh = false
  server.use(
    http.post('*/api/v1/services/srv_1/credentials', async ({ request: call }) => {
      seen.push({ body: await call.json(), key: call.headers.get('idempotency-key') })
      return fresh ? HttpResponse.json({ password: 'x' }) : refuse(problem(403, 'step_up_required'))
    }),
    http.post('*/api/v1/auth/step-up', async ({ request: call }) => {
      const proof = await call.text()
      if (proof !== '{"password":"right"}')
        return refuse(problem(401, 'invalid_credentials', { detail: 'Wrong password.' }))
      fresh = true
      return new HttpResponse(null, { status: 204 })
    }),
  )
  const page = renderAt('/dashboard')
  await screen.findByRole('heading', { name: 'Dashboard' })
  const answer = request<{ password: string }>('/api/v1/services/srv_1/credentials', {
    method: 'POST',
    body: { why: 'test' },
    headers: { 'Idempotency-Key': 'k1' },
  })
  const field = await screen.findByLabelText('Password')
  await page.user.type(field, 'wrong{Enter}')
  expect(await screen.findByRole('alert')).toHaveTextContent('Wrong password.')
  await page.user.clear(screen.getByLabelText('Password'))
  await page.user.type(screen.getByLabelText('Password'), 'right{Enter}')
  expect(await answer).toEqual({ password: 'x' })
  expect(seen).toEqual([
    { body: { why: 'test' }, key: 'k1' },
    { body: { why: 'test' }, key: 'k1' },
  ])
  expect(screen.queryByRole('dialog')).not.toBeInTheDocument()
})

test('closing the step-up dialog refuses the action', async () => {
  server.use(http.post('*/api/v1/x', () => refuse(problem(403, 'step_up_required'))))
  const page = renderAt('/dashboard')
  await screen.findByRole('heading', { name: 'Dashboard' })
  const answer = request('/api/v1/x', { method: 'POST', body: {} }).catch((error: unknown) => error)
  await screen.findByLabelText('Password')
  await page.user.click(screen.getByRole('button', { name: 'Cancel' }))
  expect(await answer).toMatchObject({ code: 'step_up_required', status: 403 })
})

test('an expired access token is refreshed once for several calls', async () => {
  let refreshed = 0
  server.use(
    http.get('*/api/v1/x/:id', () =>
      refreshed > 0 ? HttpResponse.json('fine') : refuse(problem(401, 'unauthenticated')),
    ),
    http.post('*/api/v1/auth/refresh', () => {
      refreshed += 1
      return HttpResponse.json({})
    }),
  )
  const answers = await Promise.all([request('/api/v1/x/1'), request('/api/v1/x/2'), request('/api/v1/x/3')])
  expect(answers).toEqual(['fine', 'fine', 'fine'])
  expect(refreshed).toBe(1)
})

test('an ended session asks for the password over the page, then the call goes on', async () => {
  let alive = false
  server.use(
    http.get('*/api/v1/x', () =>
      alive ? HttpResponse.json('fine') : refuse(problem(401, 'unauthenticated')),
    ),
    http.post('*/api/v1/auth/refresh', () => refuse(problem(401, 'unauthenticated'))),
    http.post('*/api/v1/auth/login', () => {
      alive = true
      return HttpResponse.json({})
    }),
  )
  const page = renderAt('/dashboard')
  await screen.findByRole('heading', { name: 'Dashboard' })
  const answer = request('/api/v1/x')
  expect(await screen.findByText(/Sign in again as maya@northwind.example/)).toBeVisible()
  await page.user.type(await screen.findByLabelText('Password'), 'correct horse{Enter}')
  expect(await answer).toBe('fine')
})

test('a customer is told that the admin console is for staff', async () => {
  renderAt('/admin')
  expect(await screen.findByText('This area is for staff.')).toBeVisible()
})

test('staff see only the entries they may use and whose pages exist', async () => {
  server.use(signedInAs({ ...staff, permissions: ['dashboard.view'] }))
  renderAt('/admin')
  expect(await screen.findByRole('heading', { name: 'Dashboard' })).toBeVisible()
  expect(screen.queryByRole('link', { name: 'Users' })).not.toBeInTheDocument()
})

test('a refusal of the guard is a page that says why', async () => {
  server.use(
    http.get('*/api/v1/me', () =>
      refuse(problem(403, 'account_closed', { detail: 'This account is closed.' })),
    ),
  )
  renderAt('/dashboard')
  expect(await screen.findByText('This account is closed.')).toBeVisible()
})
