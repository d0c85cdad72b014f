import { screen, waitFor } from '@testing-library/react'
import { delay, HttpResponse, http } from 'msw'
import { beforeEach, expect, test } from 'vitest'
import { customer, problem, staff, user } from '@/test/fixtures'
import { renderAt } from '@/test/render-at'
import { refuse, server, signedInAs, signedOut } from '@/test/server'

const loginUrl = '*/api/v1/auth/login'
const signedIn = {
  user,
  account: customer.account,
  expires_in: 900,
  refresh_expires_at: '2026-12-01T00:00:00Z',
}

beforeEach(() => server.use(...signedOut))

async function fillIn(path = '/login') {
  const page = renderAt(path)
  await page.user.type(await screen.findByLabelText('E-mail'), 'maya@northwind.example')
  await page.user.type(screen.getByLabelText('Password'), 'correct horse')
  return page
}

const submit = () => screen.getByRole('button', { name: 'Sign in' })

test('signing in goes back to what was asked for', async () => {
  const page = renderAt('/dashboard')
  expect(await screen.findByRole('heading', { name: 'Sign in' })).toBeVisible()
  expect(page.at()).toBe('/login?redirect=%2Fdashboard')
  let calls = 0
  server.use(
    http.post(loginUrl, async ({ request }) => {
      calls += 1
      await delay(100)
      expect(request.headers.get('x-kn-csrf')).toBe('1')
      expect(await request.json()).toEqual({ email: 'maya@northwind.example', password: 'correct horse' })
      return HttpResponse.json(signedIn)
    }),
    signedInAs(customer),
  )
  await page.user.type(screen.getByLabelText('E-mail'), 'maya@northwind.example')
  await page.user.type(screen.getByLabelText('Password'), 'correct horse')
  await page.user.dblClick(submit())
  expect(await screen.findByRole('heading', { name: 'Dashboard' })).toBeVisible()
  expect(page.at()).toBe('/dashboard')
  expect(calls).toBe(1)
})

test('staff land in the admin console', async () => {
  const page = await fillIn()
  server.use(
    http.post(loginUrl, () => HttpResponse.json(signedIn)),
    signedInAs(staff),
  )
  await page.user.click(submit())
  await waitFor(() => expect(page.at()).toBe('/admin'))
})

test('a redirect to another site is not followed', async () => {
  const page = await fillIn('/login?redirect=%2F%2Fevil.example%2Fdashboard')
  server.use(
    http.post(loginUrl, () => HttpResponse.json(signedIn)),
    signedInAs(customer),
  )
  await page.user.click(submit())
  await waitFor(() => expect(page.at()).toBe('/dashboard'))
})

test('what the form knows is said before anything is sent', async () => {
  const page = renderAt('/login')
  await page.user.click(await screen.findByRole('button', { name: 'Sign in' }))
  expect(await screen.findByText('Enter your password.')).toBeVisible()
  expect(screen.getByLabelText('E-mail')).toHaveFocus()
})

test("the server's field error stands on its field and takes the focus", async () => {
  const page = await fillIn()
  const errors = [{ field: 'email', code: 'invalid', message: 'This address is not valid.' }]
  server.use(http.post(loginUrl, () => refuse(problem(422, 'validation_failed', { errors }))))
  await page.user.click(submit())
  expect(await screen.findByText('This address is not valid.')).toBeVisible()
  expect(screen.getByLabelText('E-mail')).toHaveFocus()
  expect(screen.getByLabelText('E-mail')).toHaveAttribute('aria-invalid', 'true')
  expect(screen.queryByRole('alert')).not.toBeInTheDocument()
})

test('a wrong password is said above the button, once', async () => {
  const page = await fillIn()
  const detail = 'E-mail or password is wrong.'
  server.use(http.post(loginUrl, () => refuse(problem(401, 'invalid_credentials', { detail }))))
  await page.user.click(submit())
  expect(await screen.findByRole('alert')).toHaveTextContent(detail)
  expect(screen.getAllByText(detail)).toHaveLength(1)
})

test('too many tries count down', async () => {
  const page = await fillIn()
  server.use(http.post(loginUrl, () => refuse(problem(429, 'rate_limited'), { 'retry-after': '30' })))
  await page.user.click(submit())
  expect(await screen.findByRole('alert')).toHaveTextContent(/Try again in (30|29) seconds/)
})

test('the second factor is asked in place and sends itself at six digits', async () => {
  const page = await fillIn()
  const bodies: unknown[] = []
  server.use(
    http.post(loginUrl, async ({ request }) => {
      const body = await request.json()
      bodies.push(body)
      const code = typeof body === 'object' && body !== null && 'totp_code' in body ? body.totp_code : null
      if (code === null) return refuse(problem(401, 'two_factor_required'))
      if (code !== '123456')
        return refuse(problem(401, 'invalid_code', { detail: 'This code is not right.' }))
      return HttpResponse.json(signedIn)
    }),
    signedInAs(customer),
  )
  await page.user.click(submit())
  const code = await screen.findByLabelText('Six-digit code')
  expect(code).toHaveFocus()
  await page.user.type(code, '000000')
  expect(await screen.findByRole('alert')).toHaveTextContent('This code is not right.')
  expect(code).toHaveFocus()
  await page.user.clear(code)
  await page.user.type(code, '123456')
  expect(await screen.findByRole('heading', { name: 'Dashboard' })).toBeVisible()
  expect(bodies.at(-1)).toMatchObject({
    password: 'correct horse',
    totp_code: '123456',
    remember_device: false,
  })
})

test('a demo login fills the form', async () => {
  const page = renderAt('/login')
  await page.user.click(await screen.findByRole('button', { name: /Customer/ }))
  expect(screen.getByLabelText('E-mail')).toHaveValue('demo@kloudnests.example')
  expect(screen.getByLabelText('Password')).toHaveValue('demo-password')
})
