import type { Locator, Page } from '@playwright/test'
import { expectHeading, fact, logins, read, signedIn } from '../fixtures/people.ts'
import { expect, test } from '../fixtures/test.ts'

/** Presses Tab until the focus is there. */
async function tabTo(page: Page, target: Locator, limit = 60) {
  for (let presses = 0; presses < limit; presses += 1) {
    await page.keyboard.press('Tab')
    if (await target.evaluate((element) => element === document.activeElement)) return
  }
  await expect(target, `Tab was pressed ${limit} times`).toBeFocused()
}

/** An arrow key as a person presses it: held until the focus has moved. */
async function arrow(page: Page, key: string, target: Locator) {
  await page.keyboard.down(key)
  await expect(target).toBeChecked()
  await page.keyboard.up(key)
}

test('a server can be ordered with the keyboard alone', async ({ page }) => {
  await page.goto('/login?redirect=/dashboard/order')
  await expectHeading(page, 'Sign in')
  await tabTo(page, page.getByRole('textbox', { name: 'E-mail' }))
  await page.keyboard.type(logins.customer.email)
  await tabTo(page, page.getByLabel('Password', { exact: true }))
  await page.keyboard.type(logins.customer.password)
  await page.keyboard.press('Enter')
  await expectHeading(page, 'Order a server')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()

  const plans = page.getByRole('radiogroup', { name: 'Plan' })
  await tabTo(page, plans.getByRole('radio', { name: /^VPS Starter/ }))
  await arrow(page, 'ArrowRight', plans.getByRole('radio', { name: /^VPS Pro/ }))
  await expect(plans.getByRole('radio', { name: /^VPS Pro/ })).toBeFocused()
  await tabTo(page, page.getByRole('radiogroup', { name: 'Term' }).getByRole('radio', { name: /^Monthly/ }))
  await tabTo(page, page.getByRole('radio', { name: /US East/ }))
  await arrow(page, 'ArrowDown', page.getByRole('radio', { name: /US West/ }))
  await tabTo(page, page.getByRole('radio', { name: 'Ubuntu 24.04 LTS' }))
  await tabTo(page, page.getByRole('textbox', { name: /Hostname/ }))
  await page.keyboard.type('keys.example.com')
  await tabTo(page, page.getByRole('checkbox', { name: /Daily Backup/ }))
  await page.keyboard.press('Space')
  await expect(page.getByRole('checkbox', { name: /Daily Backup/ })).toBeChecked()
  await expect(page.getByRole('checkbox', { name: /Daily Backup/ })).toBeFocused()
  await tabTo(page, page.getByRole('radio', { name: /^Wallet/ }))
  const place = page.getByRole('button', { name: 'Place order · $24.99' })
  await expect(place).toBeVisible()
  await tabTo(page, place)
  await page.keyboard.press('Enter')

  await expectHeading(page, /^Order KN-/)
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()
  const receipt = page.getByRole('region', { name: 'What you ordered' })
  await expect(fact(receipt, 'Hostname')).toHaveText('keys.example.com')
  await expect(fact(receipt, 'Location')).toHaveText('US West (Los Angeles)')
  const orders = await read(page.request, '/orders?limit=1')
  expect(orders.items[0].hostname).toBe('keys.example.com')
})

test('the skip link is first and leads to the content', async ({ page }) => {
  await signedIn(page, logins.customer)
  await page.goto('/dashboard/billing')
  await expectHeading(page, 'Billing')
  await page.keyboard.press('Tab')
  const skip = page.getByRole('link', { name: 'Skip to content' })
  await expect(skip).toBeFocused()
  await expect(skip).toBeInViewport()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('main')).toBeFocused()
})

test('the palette jumps, and the heading of the new page has the focus', async ({ page, accessible }) => {
  await signedIn(page, logins.customer)
  await page.goto('/dashboard')
  await expectHeading(page, 'Dashboard')
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Search or jump to' })
  await expect(palette.getByRole('combobox')).toBeFocused()
  await accessible()
  await page.keyboard.type('wall')
  await expect(palette.getByRole('option', { name: /Wallet/ })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expectHeading(page, 'Wallet')
  await expect(palette).toBeHidden()
  await expect(page.getByRole('heading', { level: 1, name: 'Wallet' })).toBeFocused()
  await expect(page).toHaveTitle(/^Wallet · /)

  await page.keyboard.press('Control+k')
  await expect(palette).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(palette).toBeHidden()
})

test('g and a letter go to a page, ? lists the keys, and typing is never taken for a shortcut', async ({
  page,
  accessible,
}) => {
  await signedIn(page, logins.customer)
  await page.goto('/dashboard')
  await expectHeading(page, 'Dashboard')
  await page.keyboard.press('g')
  await page.keyboard.press('o')
  await expectHeading(page, 'Order a server')
  await expect(page.getByRole('heading', { level: 1 })).toBeFocused()

  await page.keyboard.press('?')
  const sheet = page.getByRole('dialog', { name: 'Keyboard shortcuts' })
  await expect(sheet).toBeVisible()
  await expect(sheet.getByRole('term').filter({ hasText: 'Billing' })).toBeVisible()
  await accessible()
  await page.keyboard.press('Escape')
  await expect(sheet).toBeHidden()

  await page.getByRole('textbox', { name: /Notes for our engineers/ }).focus()
  await page.keyboard.type('go big?')
  await expectHeading(page, 'Order a server')
  await expect(page.getByRole('textbox', { name: /Notes for our engineers/ })).toHaveValue('go big?')
  await expect(sheet).toBeHidden()
})

test('lists are worked with the keyboard: filter, move, open', async ({ page }) => {
  await signedIn(page, logins.admin)
  await page.goto('/admin/orders')
  await expectHeading(page, 'Orders')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await page.keyboard.press('/')
  const filter = page.getByRole('searchbox', { name: 'Filter orders' })
  await expect(filter).toBeFocused()
  await page.keyboard.type('Alex Morgan')
  await expect(page).toHaveURL(/q=Alex/)
  await expect(page.getByRole('row').filter({ hasText: 'Chen Wei' })).toHaveCount(0)
  const second = await page.getByRole('row').nth(2).getByRole('link').first().innerText()
  await page.getByRole('main').focus()
  await page.keyboard.press('j')
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expectHeading(page, `Order ${second}`)
})
