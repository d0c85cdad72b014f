import type { Page } from '@playwright/test'
import { mailTo } from '../fixtures/mail.ts'
import { downloadedPdf } from '../fixtures/pdf.ts'
import {
  arrived,
  entry,
  expectHeading,
  fact,
  isPhone,
  logins,
  longAfterSignIn,
  money,
  navigate,
  read,
  signIn,
} from '../fixtures/people.ts'
import { expect, expectAccessible, test } from '../fixtures/test.ts'

const hostname = 'main-job.example.com'
const address = '203.0.113.177'

/** On a phone the wizard shows one step at a time; a wide screen has all of them. */
async function nextStep(page: Page, title: string) {
  if (isPhone(page)) {
    await expectAccessible(page)
    await page.getByRole('button', { name: 'Next', exact: true }).click()
    await expect(
      page.getByRole('listitem').filter({ hasText: title, visible: true }).first(),
    ).toHaveAttribute('aria-current', 'step')
  }
  await expect(
    page.getByRole('heading', { level: 2, name: title === 'Review' ? 'Payment' : title }),
  ).toBeVisible()
}

test('a customer orders from the wallet, staff provisions, the server runs @main @phone', async ({
  page,
  newPerson,
  server,
  watch,
}) => {
  test.setTimeout(240_000)
  let number = ''
  let password = ''
  let total = ''

  await test.step('the customer configures a server', async () => {
    await signIn(page, logins.customer)
    await expectAccessible(page)
    await page.getByRole('link', { name: 'Order server' }).first().click()
    await arrived(page, 'Order a server')
    await page
      .getByRole('radiogroup', { name: 'Plan' })
      .getByRole('radio', { name: /^VPS Pro\b/ })
      .click()
    await nextStep(page, 'Configuration')
    await page.getByRole('radio', { name: /EU Central \(Frankfurt\)/ }).click()
    await page.getByRole('radio', { name: 'Debian 13' }).click()
    await page.getByRole('textbox', { name: /Hostname/ }).fill(hostname)
    await page
      .getByRole('textbox', { name: /Notes for our engineers/ })
      .fill('Please mount the data disk at /srv')
    await nextStep(page, 'Add-ons')
    await page.getByRole('checkbox', { name: /Daily Backup/ }).click()
    await expect(page.getByRole('checkbox', { name: /Daily Backup/ })).toBeChecked()
    await nextStep(page, 'Review')
  })

  await test.step('the review shows the balance and the total of the server', async () => {
    const quote = await page.request.post('/api/v1/quotes', {
      data: {
        plan: 'vps-pro',
        cycle: 'monthly',
        operating_system: 'debian-13',
        datacenter: 'eu-central',
        addons: ['daily-backup'],
      },
    })
    total = money((await quote.json()).total)
    expect(total).toBe('$24.99')
    await expect(page.getByRole('radio', { name: /^Wallet/ })).toBeChecked()
    await expect(page.getByRole('radio', { name: /^Wallet/ })).toContainText('Balance $250.00')
    const summary = page.getByRole('region', { name: 'Order summary' })
    await expect(fact(summary, 'Location')).toHaveText('EU Central (Frankfurt)')
    await expect(fact(summary, 'Operating system')).toHaveText('Debian 13')
    await expect(fact(summary, 'Hostname')).toHaveText(hostname)
    await expect(fact(summary, 'Due today')).toHaveText(total)
    await expect(page.getByRole('button', { name: `Place order · ${total}` })).toBeEnabled()
    await expectAccessible(page)
  })

  await test.step('the order is paid at once and says what comes next', async () => {
    await page.getByRole('button', { name: `Place order · ${total}` }).click()
    await arrived(page, /^Order KN-\d+$/)
    number = (await page.getByRole('heading', { level: 1 }).innerText()).replace('Order ', '')
    await expect(page.getByText('Your order is paid', { exact: true })).toBeVisible()
    const progress = page.getByRole('region', { name: 'Progress' }).getByRole('listitem')
    await expect(progress.filter({ hasText: 'Order placed' })).toContainText('Done')
    await expect(progress.filter({ hasText: 'Payment received' })).toContainText('Done')
    await expect(progress.filter({ hasText: 'In line to be built' })).toHaveAttribute('aria-current', 'step')
    await expect(page.getByRole('region', { name: 'What you ordered' })).toContainText(total)
  })

  await test.step('staff finds the order and provisions it', async () => {
    const staff = await newPerson()
    await signIn(staff, logins.admin)
    await expectAccessible(staff)
    await navigate(staff, 'Orders')
    await expectHeading(staff, 'Orders')
    const row = staff.getByRole('row').filter({ hasText: number })
    await expect(row).toContainText('Alex Morgan')
    await expect(row).toContainText('test@test.com')
    await expect(row).toContainText('Example Studio')
    await expect(row).toContainText('Paid')
    await expectAccessible(staff)
    await row.getByRole('button', { name: `Provision ${number}` }).click()
    const dialog = staff.getByRole('dialog', { name: `Provision ${number}` })
    const facts = dialog.getByRole('region', { name: 'Order summary' })
    await expect(fact(facts, 'Order')).toHaveText(number)
    await expect(fact(facts, 'Customer')).toContainText('Alex Morgan')
    await expect(fact(facts, 'Customer')).toContainText('test@test.com')
    await expect(fact(facts, 'Plan')).toHaveText('VPS Pro')
    await expect(fact(facts, 'Operating system')).toHaveText('Debian 13')
    await expect(fact(facts, 'Amount')).toContainText(total)
    await expect(fact(facts, 'Payment')).toHaveText('Paid')
    await expect(fact(facts, "Customer's notes")).toHaveText('Please mount the data disk at /srv')
    await expect(dialog.getByRole('group', { name: /cPanel|Plesk/ })).toHaveCount(0)
    await expectAccessible(staff)

    await dialog.getByRole('textbox', { name: 'IP address' }).fill('203.0.113.999')
    await dialog.getByRole('button', { name: 'Provision server' }).click()
    await expect(dialog.getByText(/IPv4/)).toBeVisible()
    await expectAccessible(staff)

    await dialog.getByRole('textbox', { name: 'IP address' }).fill(address)
    await expect(dialog.getByRole('textbox', { name: 'Hostname' })).toHaveValue(hostname)
    await expect(dialog.getByRole('textbox', { name: 'Username' })).toHaveValue('root')
    await expect(dialog.getByRole('textbox', { name: 'Port' })).toHaveValue('22')
    await dialog.getByRole('button', { name: 'Generate a password' }).click()
    password = await dialog.getByLabel('Password', { exact: true }).inputValue()
    expect(password.length).toBeGreaterThanOrEqual(16)
    await expect(dialog.getByRole('switch', { name: 'Send e-mail' })).toBeChecked()
    await dialog.getByRole('button', { name: 'Provision server' }).click()
    await expect(dialog).toBeHidden()
    await expect(row).toContainText('Active')
    await expect(row.getByRole('button', { name: `Provision ${number}` })).toHaveCount(0)
  })

  await test.step('the customer sees the running server', async () => {
    await page.getByRole('link', { name: 'Open server' }).click()
    await arrived(page, hostname)
    await expect(page.getByText('Running', { exact: true })).toBeVisible()
    await expect(fact(page, 'Address')).toContainText(address)
    await expect(fact(page, 'Connect')).toContainText(`ssh root@${address}`)
    await expect(page.getByText(password)).toHaveCount(0)
  })

  await test.step('the credentials show after the password, until they are hidden', async () => {
    await longAfterSignIn(server, page)
    watch.allow(/status of 403.*\/credentials\)$/) // step_up_required, which the dialog answers
    const card = page.getByRole('region', { name: 'Credentials' })
    await expect(card.getByText('User root, password hidden')).toBeVisible()
    await card.getByRole('button', { name: 'Reveal' }).click()
    const ask = page.getByRole('dialog', { name: 'Confirm that it is you' })
    await expect(ask).toBeVisible()
    await expectAccessible(page)
    await ask.getByLabel('Password', { exact: true }).fill(logins.customer.password)
    await ask.getByRole('button', { name: 'Confirm' }).click()
    await expect(ask).toBeHidden()
    await expect(fact(card, 'Password')).toHaveText(password)
    await expect(fact(card, 'User')).toHaveText('root')
    await expectAccessible(page)
    await card.getByRole('button', { name: 'Hide' }).click()
    await expect(page.getByText(password)).toHaveCount(0)
    await page
      .getByRole('navigation', { name: 'Sections of this server' })
      .getByRole('link', { name: 'Activity' })
      .click()
    await expect(
      page.getByRole('region', { name: 'Activity' }).getByText('Sign-in details were shown'),
    ).toBeVisible()
    await expectAccessible(page)
    await page
      .getByRole('navigation', { name: 'Sections of this server' })
      .getByRole('link', { name: 'Billing' })
      .click()
    await expect(entry(page, 'Invoices of this server', 'Paid').first()).toContainText('INV-')
    await expectAccessible(page)
    await navigate(page, 'My Services')
    await expect(entry(page, 'Services', hostname)).toContainText('Running')
    await arrived(page, 'My Services')
  })

  await test.step('the invoice is paid, numbered, and a document', async () => {
    const orders = await read(page.request, `/orders?q=${number}`)
    const invoice: string = orders.items[0].invoice.number
    expect(invoice).toMatch(/^INV-\d{4}-\d{6}$/)
    await navigate(page, 'Billing')
    await expect(entry(page, 'Invoices', invoice)).toContainText('Paid')
    await arrived(page, 'Billing')
    await page.getByRole('link', { name: invoice }).click()
    await arrived(page, `Invoice ${invoice}`)
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download PDF' }).click(),
    ])
    expect(download.suggestedFilename()).toBe(`${invoice}.pdf`)
    const text = await downloadedPdf(download)
    expect(text).toContain(invoice)
    expect(text).toContain('Example Studio')
    expect(text).toContain('test@test.com')
    expect(text).toContain(total)
    expect(text).toContain('PAID')

    await navigate(page, 'Wallet')
    await arrived(page, 'Wallet')
    await expect(page.getByRole('region', { name: 'Balance' })).toContainText('$225.01')
    const line = entry(page, 'Transactions', `Payment of ${invoice}`)
    await expect(line).toContainText(/[-−]\$24\.99/)
    await expect(line).toContainText('$225.01')
  })

  await test.step('the mail has the address and not the password', async () => {
    const mail = await mailTo(server, logins.customer.email, new RegExp(`${hostname} is ready`))
    expect(mail.text).toContain(address)
    expect(mail.text).toContain(hostname)
    expect(mail.everything).not.toContain(password)
    const placed = await mailTo(server, logins.customer.email, new RegExp(number))
    expect(placed.attachments.map((file) => file.name)).toContainEqual(expect.stringMatching(/\.pdf$/))
  })

  expect(await server.command('verify-books')).toMatch(/./)
})
