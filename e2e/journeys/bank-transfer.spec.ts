import type { Page } from '@playwright/test'
import { mailTo } from '../fixtures/mail.ts'
import { pdfText } from '../fixtures/pdf.ts'
import { arrived, expectHeading, fact, logins, read, signedIn } from '../fixtures/people.ts'
import { expect, expectAccessible, test } from '../fixtures/test.ts'

/** Orders over the page by bank transfer; answers the order's number and its payment reference. */
async function orderByTransfer(page: Page, search: string) {
  await page.goto(`/dashboard/order?${search}&pay=bank_transfer&step=4`)
  await expectHeading(page, 'Order a server')
  await expect(page.getByRole('radio', { name: /^Bank transfer/ })).toBeChecked()
  await page.getByRole('button', { name: /^Place order · \$/ }).click()
  await arrived(page, /^Order KN-\d+$/)
  const number = (await page.getByRole('heading', { level: 1 }).innerText()).replace('Order ', '')
  const reference = await fact(page.getByRole('region', { name: 'Payment details' }), 'Reference').innerText()
  return { number, reference: reference.trim() }
}

const withPanel =
  'plan=vps-starter&dc=us-east&os=ubuntu-24.04&host=panel.example.com&addons=%5B%22plesk%22%5D'

test('an order by bank transfer is paid by hand, gets its control panel, and goes live @phone', async ({
  page,
  newPerson,
  server,
  watch,
}) => {
  test.setTimeout(180_000)
  await signedIn(page, logins.customer)
  const { number, reference } = await orderByTransfer(page, withPanel)

  await test.step('the customer sees where to pay, with a reference of its own', async () => {
    await expect(page.getByText('Your order is placed', { exact: true })).toBeVisible()
    const details = page.getByRole('region', { name: 'Payment details' })
    await expect(details).toContainText('Please pay $17.99')
    await expect(fact(details, 'Amount')).toContainText('17.99')
    await expect(fact(details, 'Bank')).toHaveText('Example Bank')
    await expect(fact(details, 'Account holder')).toHaveText('KloudNests Demo Ltd')
    await expect(fact(details, 'Account number')).toContainText('CY17 0020 0128 0000 0012 0052 7600')
    await expect(details.getByRole('button', { name: 'Copy reference' })).toBeVisible()
    await expect(
      page
        .getByRole('region', { name: 'Progress' })
        .getByRole('listitem')
        .filter({ hasText: 'Waiting for payment' }),
    ).toHaveAttribute('aria-current', 'step')
    const second = await orderByTransfer(page, 'plan=vps-starter')
    expect(second.reference).not.toBe(reference)
    const placed = await mailTo(server, logins.customer.email, new RegExp(number))
    expect(placed.text).toContain(reference)
    expect(placed.attachments).toHaveLength(1)
    expect(await pdfText(placed.attachments[0]?.content ?? Buffer.of())).toContain(reference)
  })

  const staff = await newPerson()
  await signedIn(staff, logins.admin)
  await staff.goto(`/admin/orders?q=${number}`)
  await expectHeading(staff, 'Orders')
  const row = staff.getByRole('row').filter({ hasText: number })

  await test.step('staff chooses Paid and records the payment', async () => {
    await row.getByRole('combobox', { name: `Payment status of ${number}: Unpaid` }).click()
    await expectAccessible(staff, { within: 'listbox' })
    await staff.getByRole('option', { name: 'Paid…' }).click()
    const dialog = staff.getByRole('dialog', { name: `Record a payment for ${number}` })
    await expect(dialog.getByRole('textbox', { name: 'Amount received' })).toHaveValue('17.99')
    await expectAccessible(staff)
    await dialog.getByRole('button', { name: 'Record payment' }).click()
    await expect(dialog.getByText('Give the reference of the payment.')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Reference' }).fill(`SEPA-${reference}`)
    await dialog.getByRole('button', { name: 'Record payment' }).click()
    await expect(dialog).toBeHidden()
    await expect(row.getByRole('cell').filter({ hasText: /^Paid$/ })).toBeVisible()
    await expect(row.getByRole('button', { name: `Provision ${number}` })).toBeVisible()
  })

  await test.step('Active opens the provisioning dialog, which wants the panel', async () => {
    await row.getByRole('combobox', { name: `Status of ${number}: Pending` }).click()
    await staff.getByRole('option', { name: 'Active…' }).click()
    const dialog = staff.getByRole('dialog', { name: `Provision ${number}` })
    const panel = dialog.getByRole('group', { name: 'Plesk' })
    await expect(panel).toBeVisible()
    await expectAccessible(staff)
    await dialog.getByRole('textbox', { name: 'IP address' }).fill('203.0.113.22') // lax-app-01 has it
    await dialog.getByRole('button', { name: 'Generate a password' }).first().click()
    await dialog.getByRole('button', { name: 'Provision server' }).click()
    await expect(panel.getByText('Give the address with https://.')).toBeVisible()
    await expect(dialog).toBeVisible()
    await panel.getByRole('textbox', { name: 'Panel address' }).fill('https://panel.example.com:8443')
    await panel.getByRole('button', { name: 'Generate a password' }).click()

    watch.allow(/status of 409.*\/provision\)$/)
    await dialog.getByRole('button', { name: 'Provision server' }).click()
    const clash = staff.getByRole('alertdialog', { name: 'This address is in use' })
    await expect(clash).toContainText('lax-app-01.example.com')
    await expectAccessible(staff)
    await clash.getByRole('button', { name: 'Change the address' }).click()
    await expect(clash).toBeHidden()
    await expect(dialog.getByRole('textbox', { name: 'IP address' })).toBeFocused()
    await dialog.getByRole('textbox', { name: 'IP address' }).fill('203.0.113.178')
    await dialog.getByRole('button', { name: 'Provision server' }).click()
    await expect(dialog).toBeHidden()
    await expect(row.getByRole('cell').filter({ hasText: /^Active$/ })).toBeVisible()
  })

  await test.step('the customer has the mails, the invoice as PDF, and the panel', async () => {
    const orders = await read(page.request, `/orders?q=${number}`)
    const invoice: string = orders.items[0].invoice.number
    const paid = await mailTo(server, logins.customer.email, new RegExp(`Payment received.*${invoice}`))
    expect(paid.attachments.map((file) => file.name)).toEqual([`${invoice}.pdf`])
    const text = await pdfText(paid.attachments[0]?.content ?? Buffer.of())
    expect(text).toContain(invoice)
    expect(text).toContain('$17.99')
    await mailTo(server, logins.customer.email, /panel\.example\.com is ready/)

    await page.goto(`/dashboard/services/${orders.items[0].service.id}`)
    await arrived(page, 'panel.example.com')
    const panel = page.getByRole('region', { name: 'Control panel' })
    await expect(panel).toContainText('https://panel.example.com:8443')
    await page.getByRole('button', { name: 'Reveal' }).click()
    await expect(fact(page, 'Panel user')).toHaveText('root')
    await expect(fact(page, 'Panel password')).toBeVisible()
  })
})

test('an address may be shared when staff says so', async ({ page, watch }) => {
  await signedIn(page, logins.admin)
  const waiting = await read(page.request, '/admin/orders?status=pending&payment_status=paid')
  const order = waiting.items.find((one: { control_panel: string | null }) => one.control_panel === null)
  await page.goto(`/admin/orders/${order.id}?provision=${order.id}`)
  const dialog = page.getByRole('dialog', { name: `Provision ${order.number}` })
  await dialog.getByRole('textbox', { name: 'IP address' }).fill('203.0.113.22')
  await dialog.getByRole('textbox', { name: 'Hostname' }).fill('shared-address.example.com')
  await dialog.getByRole('button', { name: 'Generate a password' }).click()
  await dialog.getByRole('switch', { name: 'Send e-mail' }).click()
  watch.allow(/status of 409.*\/provision\)$/)
  await dialog.getByRole('button', { name: 'Provision server' }).click()
  await page
    .getByRole('alertdialog', { name: 'This address is in use' })
    .getByRole('button', { name: 'Share the address' })
    .click()
  await expect(dialog).toBeHidden()
  await arrived(page, `Order ${order.number}`)
  await page.getByRole('link', { name: 'Open server' }).click()
  await arrived(page, 'shared-address.example.com')
  await expect(fact(page, 'Address')).toContainText('203.0.113.22')
})

test('the provisioning dialog asks before it throws work away', async ({ page }) => {
  await signedIn(page, logins.admin)
  const waiting = await read(page.request, '/admin/orders?status=pending&payment_status=paid')
  const order = waiting.items[0]
  await page.goto('/admin/orders')
  await page.getByRole('button', { name: `Provision ${order.number}` }).click()
  const dialog = page.getByRole('dialog', { name: `Provision ${order.number}` })
  await dialog.getByRole('textbox', { name: 'IP address' }).fill('203.0.113.190')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  const ask = page.getByRole('alertdialog', { name: 'Leave without provisioning?' })
  await expectAccessible(page)
  await ask.getByRole('button', { name: 'Cancel' }).click()
  await expect(dialog.getByRole('textbox', { name: 'IP address' })).toHaveValue('203.0.113.190')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await ask.getByRole('button', { name: 'Leave' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByRole('button', { name: `Provision ${order.number}` })).toBeVisible()
})
