import { fillSignIn, logins, visit } from '../fixtures/people.ts'
import { expect, expectAccessible, test } from '../fixtures/test.ts'

test('the public home and the sign-in page load clean @main @phone', async ({ page }) => {
  await visit(page, '/', 'Enterprise Cloud Infrastructure Provider')
  await visit(page, '/login', 'Sign in')
  await visit(page, '/register', 'Create an account')
})

test('the process says that it is up and ready @main', async ({ request }) => {
  expect((await request.get('/healthz')).status()).toBe(200)
  expect((await request.get('/readyz')).status()).toBe(200)
})

test('the home page is whole without JavaScript @phone', async ({ browser, server, viewport }) => {
  const context = await browser.newContext({ baseURL: server.url, javaScriptEnabled: false, viewport })
  const page = await context.newPage()
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page).toHaveTitle(/KloudNests/)
  const plans: { name: string; price: string }[] = [
    { name: 'VPS Starter', price: '$5.99' },
    { name: 'VPS Pro', price: '$19.99' },
    { name: 'VPS Enterprise', price: '$39.99' },
    { name: 'Shared Basic', price: '$2.99' },
    { name: 'Shared Pro', price: '$7.99' },
    { name: 'Dedicated Starter', price: '$99.99' },
    { name: 'Dedicated Pro', price: '$199.99' },
  ]
  for (const plan of plans) {
    const card = page
      .getByRole('listitem')
      .filter({ has: page.getByRole('heading', { level: 4, name: plan.name, exact: true }) })
    await expect(card).toContainText(plan.price)
    await expect(card.getByRole('link', { name: `Order ${plan.name}` })).toBeVisible()
  }
  for (const city of ['New York', 'Los Angeles', 'Frankfurt', 'Singapore']) {
    await expect(page.getByRole('heading', { level: 3, name: city })).toBeVisible()
  }
  await context.close()
})

test('the home page comes alive without a word in the console', async ({ page, watch }) => {
  await page.goto('/', { waitUntil: 'networkidle' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(watch.messages).toEqual([])
})

test('Order on the home page leads through the sign-in to the wizard with that plan @phone', async ({
  page,
}) => {
  await page.goto('/')
  await page.getByRole('link', { name: 'Order VPS Enterprise' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Sign in' })).toBeVisible()
  await fillSignIn(page, logins.customer)
  await expect(page.getByRole('heading', { level: 1, name: 'Order a server' })).toBeVisible()
  await expect(page).toHaveURL(/plan=vps-enterprise/)
  await expect(page.getByRole('radio', { name: /^VPS Enterprise/ })).toBeChecked()
  await expectAccessible(page)
})

test('every answer carries the strict policy', async ({ request }) => {
  for (const path of ['/', '/login', '/dashboard', '/admin', '/no-such-page']) {
    const answer = await request.get(path)
    const policy = answer.headers()['content-security-policy'] ?? ''
    expect(policy, path).toContain("default-src 'self'")
    expect(policy, path).toContain("script-src 'self'")
    expect(policy, path).toContain("object-src 'none'")
    expect(policy, path).toContain("frame-ancestors 'none'")
    expect(policy, path).toContain("base-uri 'none'")
    expect(policy, path).not.toMatch(/unsafe-|data:|https?:|\*/)
    expect(answer.headers()['x-content-type-options'], path).toBe('nosniff')
    expect(answer.headers()['referrer-policy'], path).toBeTruthy()
  }
  expect((await request.get('/no-such-page')).status()).toBe(404)
})
