import {
  expectHeading,
  expectToast,
  fillSignIn,
  registered,
  signIn,
  signOut,
  visit,
} from '../fixtures/people.ts'
import { expect, test } from '../fixtures/test.ts'

test('a customer keeps name and billing details, and changes the password @phone', async ({
  page,
  watch,
  accessible,
}) => {
  const who = await registered(page, 'First Name')
  await visit(page, '/dashboard/profile', 'Profile')
  const you = page.getByRole('form', { name: 'You' })
  await you.getByRole('textbox', { name: 'Full name' }).fill('Second Name')
  await you.getByRole('button', { name: 'Save profile' }).click()
  await expectToast(page, 'Profile saved')

  const billing = page.getByRole('form', { name: 'Billing details' })
  await billing.getByRole('textbox', { name: /^Company/ }).fill('Second Name Ltd')
  await billing.getByRole('textbox', { name: /^City/ }).fill('Limassol')
  await billing.getByRole('button', { name: 'Save billing details' }).click()
  await expectToast(page, 'Billing details saved')
  await page.reload()
  await expect(you.getByRole('textbox', { name: 'Full name' })).toHaveValue('Second Name')
  await expect(billing.getByRole('textbox', { name: /^Company/ })).toHaveValue('Second Name Ltd')

  watch.allow(/status of 4\d\d.*\/me\/password\)$/)
  const password = page.getByRole('form', { name: 'Password' })
  await password.getByLabel('Current password').fill('not this one')
  await password.getByLabel('New password').fill('quiet meadow 77')
  await password.getByRole('button', { name: 'Change password' }).click()
  await expect(password.getByLabel('Current password')).toHaveAttribute('aria-invalid', 'true')
  await accessible()
  await password.getByLabel('Current password').fill(who.password)
  await password.getByRole('button', { name: 'Change password' }).click()
  await expectToast(page, 'Password changed')
  await signOut(page)
  watch.allow(/status of 401.*\/auth\/login\)$/)
  await fillSignIn(page, who)
  await expect(page.getByRole('alert')).toBeVisible()
  await signIn(page, { ...who, password: 'quiet meadow 77' })
  await expectHeading(page, 'Dashboard')
})
