import { expect, test } from '../fixtures/test.ts'

test('the public home and the sign-in page load clean @main @phone', async ({ page, accessible }) => {
  await page.goto('/')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await accessible()

  await page.goto('/login')
  await expect(page.getByLabel('Email')).toBeVisible()
  await accessible()
})

test('the process says that it is up and ready @main', async ({ request }) => {
  expect((await request.get('/healthz')).status()).toBe(200)
  expect((await request.get('/readyz')).status()).toBe(200)
})
