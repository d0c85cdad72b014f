import { mailTo } from '../fixtures/mail.ts'
import { arrived, entry, expectHeading, navigate, signIn, signOut } from '../fixtures/people.ts'
import { expect, test } from '../fixtures/test.ts'

test('a new customer registers, finds every page empty and inviting, leaves and comes back @phone', async ({
  page,
  server,
  accessible,
}) => {
  const who = { email: `zoë.new+${Date.now()}@example.com`.replace('ë', 'e'), password: 'winter harbour 42' }

  await test.step('the form says what is missing', async () => {
    await page.goto('/login')
    await page.getByRole('link', { name: 'Create an account' }).click()
    await arrived(page, 'Create an account')
    await page.getByRole('button', { name: 'Create account' }).click()
    await expect(page.getByText('Enter your name.')).toBeVisible()
    await expect(page.getByText('Use at least 8 characters.')).toBeVisible()
    await expect(page.getByText('Accept the terms to create an account.')).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Full name' })).toBeFocused()
    await accessible()
  })

  await test.step('the account is made and signed in', async () => {
    await page.getByRole('textbox', { name: 'Full name' }).fill('Zoë Nieuwenhuis 山田')
    await page.getByRole('textbox', { name: 'E-mail' }).fill(who.email)
    await page.getByLabel('Password', { exact: true }).fill(who.password)
    await page.getByRole('textbox', { name: /Company/ }).fill('Nieuwenhuis & Zn. B.V.')
    await page.getByRole('checkbox', { name: /I accept the terms/ }).click()
    await page.getByRole('button', { name: 'Create account' }).click()
    await arrived(page, 'Check your inbox')
    await expect(page.getByText(who.email)).toBeVisible()
    await mailTo(server, who.email, /Welcome/)
    await page.getByRole('button', { name: 'Continue to the console' }).click()
    await arrived(page, 'Dashboard')
  })

  await test.step('every page says what comes first', async () => {
    await expect(page.getByRole('region', { name: 'First steps' })).toContainText('Start your first server')
    await navigate(page, 'My Services')
    await expect(page.getByText('No services yet')).toBeVisible()
    await arrived(page, 'My Services')
    await navigate(page, 'Billing')
    await expect(page.getByText('No invoices yet')).toBeVisible()
    await arrived(page, 'Billing')
    await navigate(page, 'Wallet')
    await expect(page.getByText('Nothing has moved yet')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Balance' })).toContainText('$0.00')
    await arrived(page, 'Wallet')
    await navigate(page, 'Order Server')
    await arrived(page, 'Order a server')
  })

  await test.step('signing out closes the console, signing in opens it', async () => {
    await signOut(page)
    await page.goto('/dashboard/wallet')
    await expectHeading(page, 'Sign in')
    await signIn(page, who)
    await navigate(page, 'My Services')
    await expectHeading(page, 'My Services')
    await expect(entry(page, 'Services', /./)).toHaveCount(0)
  })
})
