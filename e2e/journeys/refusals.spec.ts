import {
  arrived,
  asStaff,
  csrf,
  escaped,
  expectHeading,
  fillSignIn,
  fund,
  isPhone,
  logins,
  navigate,
  read,
  registered,
  signedIn,
  signOut,
  visit,
} from '../fixtures/people.ts'
import { expect, test } from '../fixtures/test.ts'

test('a wallet that is too small says what is missing and changes nothing @phone', async ({
  page,
  server,
  accessible,
}) => {
  const who = await registered(page, 'Short Wallet')
  await fund(server, who.email, 1_000)
  await page.goto('/dashboard/order?plan=vps-pro&step=4')
  await expectHeading(page, 'Order a server')
  await expect(page.getByText('You need $9.99 more in your wallet for this order.')).toBeVisible()
  const wallet = page.getByRole('radio', { name: /^Wallet/ })
  await expect(wallet).toContainText('Balance $10.00')
  const place = page.getByRole('button', { name: 'Place order · $19.99' })
  await expect(place).toHaveAttribute('aria-disabled', 'true')
  await accessible()
  await place.focus()
  await page.keyboard.press('Enter')
  await expectHeading(page, 'Order a server')

  const refused = await page.request.post('/api/v1/orders', {
    headers: { ...csrf, 'Idempotency-Key': crypto.randomUUID() },
    data: {
      plan: 'vps-pro',
      cycle: 'monthly',
      operating_system: 'debian-13',
      datacenter: 'us-east',
      addons: [],
      payment_method: 'wallet',
      expected_total: { amount: 1999, currency: 'USD' },
    },
  })
  expect(refused.status()).toBe(402)
  expect(await refused.json()).toMatchObject({ code: 'insufficient_funds' })
  expect((await read(page.request, '/orders')).items).toEqual([])
  expect((await read(page.request, '/invoices')).items).toEqual([])
  expect((await read(page.request, '/wallet')).balance.amount).toBe(1_000)

  if (isPhone(page)) return // the wait for the next look at the wallet is worth it once
  await test.step('the balance on the page follows the wallet', async () => {
    await fund(server, who.email, 999)
    await expect(wallet).toContainText('Balance $19.99', { timeout: 25_000 })
    await expect(place).not.toHaveAttribute('aria-disabled', 'true')
    await place.click()
    await expectHeading(page, /^Order KN-/)
    expect((await read(page.request, '/wallet')).balance.amount).toBe(0)
  })
})

test('a double click places one order', async ({ page, server }) => {
  const who = await registered(page, 'Double Click')
  await fund(server, who.email, 10_000)
  await page.goto('/dashboard/order?plan=vps-starter')
  await expectHeading(page, 'Order a server')
  await page.getByRole('button', { name: 'Place order · $5.99' }).dblclick()
  await expectHeading(page, /^Order KN-/)
  expect((await read(page.request, '/orders')).items).toHaveLength(1)
  expect((await read(page.request, '/wallet')).balance.amount).toBe(9_401)
})

test('a customer has no way into the admin area', async ({ page, watch }) => {
  await signedIn(page, logins.customer)
  watch.allow(/code: forbidden/) // React names the problem that the page shows
  for (const path of ['/admin', '/admin/orders', '/admin/servers']) {
    await visit(page, path, 'You may not open this page')
  }
  watch.allowStatus(403)
  for (const path of ['/admin/orders', '/admin/users', '/admin/dashboard', '/admin/settings/company']) {
    expect((await page.request.get(`/api/v1${path}`)).status(), path).toBe(403)
  }
})

test('what belongs to someone else is not found', async ({ page, server, watch }) => {
  const foreign = await asStaff(server, async (staff) => {
    const active = await read(staff, '/admin/orders?status=active&limit=100')
    return active.items.find(
      (one: { customer: { email: string } }) => one.customer.email !== logins.customer.email,
    )
  })
  await signedIn(page, logins.customer)
  watch.allowStatus(404)
  watch.allow(/code: not_found/) // React names the problem that the page shows
  await visit(page, `/dashboard/orders/${foreign.id}`, 'Page not found')
  await visit(page, `/dashboard/services/${foreign.service.id}`, 'Page not found')
  await visit(page, `/dashboard/billing/${foreign.invoice.id}`, 'Page not found')
  await visit(page, '/dashboard/orders/ord_nonsense', 'Page not found')
  await visit(page, '/dashboard/no-such-page', 'Page not found')
})

test('a link into the console leads to the sign-in page and back, with its query @phone', async ({
  page,
  accessible,
}) => {
  await page.goto('/dashboard/billing?status=paid')
  await expectHeading(page, 'Sign in')
  await expect(page.getByText('Sign in to continue to Billing.')).toBeVisible()
  await accessible()
  await fillSignIn(page, logins.customer)
  await expect(page).toHaveURL(/\/dashboard\/billing\?status=paid$/)
  await arrived(page, 'Billing')
  await expect(page.getByRole('list', { name: 'Active filters' })).toContainText('Status: Paid')
  await expect(page.getByRole('link', { name: /^PRO-/ })).toHaveCount(0)
})

test('a link to another site is not followed after signing in', async ({ page }) => {
  await page.goto('/login?redirect=//example.com/dashboard')
  await fillSignIn(page, logins.customer)
  await expectHeading(page, 'Dashboard')
  await expect(page).toHaveURL(/\/dashboard$/)
})

test('a wrong password and an unknown address are refused with the same words', async ({
  page,
  watch,
  accessible,
}) => {
  watch.allow(/status of 401.*\/auth\/login\)$/)
  const said: string[] = []
  for (const email of [logins.customer.email, 'nobody@example.com']) {
    await page.goto('/login')
    await fillSignIn(page, { email, password: 'not the password' })
    const alert = page.getByRole('alert')
    await expect(alert).toContainText(/password/i)
    said.push(await alert.innerText())
    await accessible()
  }
  expect(said[0]).toBe(said[1])
  await page.getByRole('textbox', { name: 'E-mail' }).fill('no address')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByText('Enter an e-mail address such as name@example.com.')).toBeVisible()
})

test('registering with an address that is taken says so', async ({ page, watch, accessible }) => {
  watch.allow(/status of 409.*\/auth\/register\)$/)
  await page.goto('/register')
  await page.getByRole('textbox', { name: 'Full name' }).fill('Somebody Else')
  await page.getByRole('textbox', { name: 'E-mail' }).fill(logins.customer.email)
  await page.getByLabel('Password', { exact: true }).fill('winter harbour 42')
  await page.getByRole('checkbox', { name: /I accept the terms/ }).click()
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page.getByText(/in use|already/i)).toBeVisible()
  await accessible()
})

test('a session that ended in another tab asks for the password and keeps the work', async ({
  page,
  context,
  watch,
  server,
  accessible,
}) => {
  const who = await registered(page, 'Two Tabs')
  await fund(server, who.email, 5_000)
  await page.goto('/dashboard/order?plan=vps-starter')
  await expectHeading(page, 'Order a server')
  await page.getByRole('textbox', { name: /Notes for our engineers/ }).fill('Kept over the sign-in')

  const other = await context.newPage()
  await watch.attach(other)
  await other.goto('/dashboard')
  await expectHeading(other, 'Dashboard')
  await signOut(other)
  await other.close()

  watch.allow(/status of 401/)
  await page.getByRole('button', { name: 'Place order · $5.99' }).click()
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' })
  await expect(dialog).toContainText(who.email)
  await accessible()
  await dialog.getByLabel('Password', { exact: true }).fill('wrong')
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await expect(dialog.getByRole('alert')).toContainText(/password/i)
  await dialog.getByLabel('Password', { exact: true }).fill(who.password)
  await dialog.getByRole('button', { name: 'Sign in' }).click()
  await arrived(page, /^Order KN-/)
  await expect(page.getByText('Kept over the sign-in')).toBeVisible()
  expect((await read(page.request, '/orders')).items).toHaveLength(1)
  await navigate(page, 'Wallet')
  await expect(page.getByRole('region', { name: 'Balance' })).toContainText(new RegExp(escaped('$44.01')))
})
