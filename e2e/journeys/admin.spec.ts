import { mailTo } from '../fixtures/mail.ts'
import { downloadedPdf } from '../fixtures/pdf.ts'
import {
  arrived,
  csrf,
  entry,
  expectHeading,
  expectToast,
  fact,
  fillSignIn,
  fund,
  logins,
  longAfterSignIn,
  navigate,
  read,
  registered,
  signedIn,
  visit,
} from '../fixtures/people.ts'
import { expect, expectAccessible, test } from '../fixtures/test.ts'

test('every number of the queues leads to the list behind it @phone', async ({ page, accessible }) => {
  await signedIn(page, logins.admin)
  await visit(page, '/admin', 'Dashboard')
  const queues = page.getByRole('region', { name: 'Queues' })
  const board = await read(page.request, '/admin/dashboard')

  await test.step('orders to provision: as many rows as the number says, each with its button', async () => {
    const waiting = board.queues.find((queue: { key: string }) => queue.key === 'to_provision').count
    expect(waiting).toBeGreaterThan(0)
    await expect(queues.getByRole('listitem').filter({ hasText: 'To provision' })).toContainText(
      String(waiting),
    )
    await queues.getByRole('link', { name: 'To provision' }).click()
    await expectHeading(page, 'Orders')
    await expect(page.getByRole('list', { name: 'Active filters' })).toContainText('Status: Pending')
    await expect(page.getByRole('list', { name: 'Active filters' })).toContainText('Payment: Paid')
    await expect(page.getByRole('button', { name: /^Provision KN-/ })).toHaveCount(waiting)
    await accessible()
  })

  await test.step('unpaid orders', async () => {
    await page.goBack()
    await expectHeading(page, 'Dashboard')
    await queues.getByRole('link', { name: 'Awaiting payment' }).click()
    await expect(page.getByRole('list', { name: 'Active filters' })).toContainText('Payment: Unpaid')
    await expect(
      page.getByRole('combobox', { name: /^Payment status of KN-.*: Unpaid$/ }).first(),
    ).toBeVisible()
    await expect(page.getByRole('button', { name: /^Provision KN-/ })).toHaveCount(0)
  })

  await test.step('failed jobs', async () => {
    await page.goBack()
    await queues.getByRole('link', { name: 'Failed jobs' }).click()
    await arrived(page, 'Jobs')
    await expect(page.getByRole('list', { name: 'Active filters' })).toContainText('Failed')
  })
})

test('every admin page opens clean @phone', async ({ page }) => {
  await signedIn(page, logins.admin)
  for (const [path, title] of [
    ['/admin/servers', 'Servers'],
    ['/admin/users', 'Users'],
    ['/admin/jobs', 'Jobs'],
    ['/admin/emails', 'E-mails'],
    ['/admin/audit', 'Audit'],
    ['/admin/settings/company', 'Settings'],
    ['/admin/settings/branding', 'Settings'],
    ['/admin/settings/payments', 'Settings'],
    ['/admin/settings/email', 'Settings'],
  ] as const) {
    await page.goto(path)
    await expectHeading(page, title)
    // Tables and forms come a moment after the heading.
    await expect(
      page
        .getByRole('row')
        .nth(1)
        .or(page.getByRole('button', { name: 'Save' }).first())
        .or(page.getByText(/yet$|Nothing/))
        .first(),
    ).toBeVisible()
    await expectAccessible(page)
  }
})

test('staff finds a user, adjusts the wallet with a reason, and the customer sees it @phone', async ({
  page,
  newPerson,
  server,
  watch,
}) => {
  await signedIn(page, logins.admin)
  await visit(page, '/admin/users', 'Users')
  await page.getByRole('searchbox', { name: 'Filter users' }).fill(logins.customer.email)
  await expect(page).toHaveURL(/q=test/)
  const row = page.getByRole('row').filter({ hasText: logins.customer.email })
  await expect(row).toContainText('Example Studio')
  await row.getByRole('link', { name: 'Alex Morgan' }).click()
  await arrived(page, 'Alex Morgan')
  await expect(fact(page.getByRole('region', { name: 'Person' }), 'E-mail')).toContainText('test@test.com')

  const sections = page.getByRole('navigation', { name: 'Sections of this user' })
  for (const tab of ['Orders', 'Services', 'Invoices']) {
    await sections.getByRole('link', { name: tab }).click()
    await expect(
      page
        .getByRole('table', { name: `${tab} of this user` })
        .getByRole('row')
        .nth(1),
    ).toBeVisible()
    await expectAccessible(page)
  }
  await sections.getByRole('link', { name: 'Wallet' }).click()
  const balance = page.getByRole('region', { name: 'Balance' })
  await expect(balance).toContainText('$250.00')
  await expectAccessible(page)

  await test.step('an adjustment needs amount, reason and the password', async () => {
    await longAfterSignIn(server, page)
    watch.allow(/status of 403.*\/wallet-adjustments\)$/) // step_up_required, which the dialog answers
    await page.getByRole('button', { name: 'Adjust balance' }).click()
    const dialog = page.getByRole('dialog', { name: 'Adjust the balance of Alex Morgan' })
    await expect(dialog).toBeVisible()
    await expectAccessible(page)
    await dialog.getByRole('radio', { name: /^Take out/ }).click()
    await dialog.getByRole('textbox', { name: 'Amount' }).fill('999')
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('More than there is')
    await dialog.getByRole('button', { name: 'Adjust balance' }).click()
    await expect(dialog.getByRole('textbox', { name: 'Amount' })).toHaveAttribute('aria-invalid', 'true')
    await dialog.getByRole('radio', { name: /^Add/ }).click()
    await dialog.getByRole('textbox', { name: 'Amount' }).fill('12.34')
    await dialog.getByRole('textbox', { name: 'Reason' }).fill('Goodwill for the outage on Monday')
    await expect(fact(dialog, 'Balance after (now $250.00)')).toHaveText('$262.34')
    await dialog.getByRole('button', { name: 'Adjust balance' }).click()
    const ask = page.getByRole('dialog', { name: 'Confirm that it is you' })
    await ask.getByLabel('Password', { exact: true }).fill(logins.admin.password)
    await ask.getByRole('button', { name: 'Confirm' }).click()
    await expect(ask).toBeHidden()
    await expect(dialog).toBeHidden()
    await expect(balance).toContainText('$262.34')
    const line = page.getByRole('table', { name: 'Statement' }).getByRole('row').filter({ hasText: '$12.34' })
    await expect(line).toContainText('$262.34')
  })

  await test.step('the customer sees the line, and the audit has the reason', async () => {
    const customer = await newPerson()
    await signedIn(customer, logins.customer)
    await visit(customer, '/dashboard/wallet', 'Wallet')
    await expect(customer.getByRole('region', { name: 'Balance' })).toContainText('$262.34')
    await expect(entry(customer, 'Transactions', 'Balance adjustment')).toContainText('$262.34')
    await expect(customer.getByText('Goodwill for the outage on Monday')).toHaveCount(0) // for staff alone
    await navigate(page, 'Audit')
    await expectHeading(page, 'Audit')
    await expect(
      page.getByRole('row').filter({ hasText: 'Goodwill for the outage on Monday' }).first(),
    ).toContainText(/Wallet/i)
  })
})

test('a new brand name shows on the home page, the sign-in page and a fresh invoice', async ({
  page,
  newPerson,
  server,
}) => {
  test.setTimeout(120_000)
  await signedIn(page, logins.admin)
  await visit(page, '/admin/settings/branding', 'Settings')
  const card = page.getByRole('form', { name: 'Brand' })
  await card.getByRole('textbox', { name: 'Name', exact: true }).fill('')
  await card.getByRole('button', { name: 'Save' }).click()
  await expect(card.getByText('Give the name of the brand.')).toBeVisible()
  await card.getByRole('textbox', { name: 'Name', exact: true }).fill('Nordwind Hosting')
  await card.getByRole('textbox', { name: /^Browser title/ }).fill('Nordwind Hosting, servers by the sea')
  await expect(card.getByText('Not saved yet')).toBeVisible()
  await card.getByRole('button', { name: 'Save' }).click()
  await expectToast(page, 'Brand saved')
  await expect(page).toHaveTitle('Settings · Nordwind Hosting')

  const visitor = await newPerson()
  await test.step('the public pages', async () => {
    // The server keeps a page for some seconds, a browser for a minute: asked outside the browser first.
    await expect
      .poll(async () => (await visitor.request.get('/')).text(), { timeout: 30_000 })
      .toContain('Nordwind Hosting')
    await visit(visitor, '/', 'Enterprise Cloud Infrastructure Provider')
    await expect(visitor).toHaveTitle('Nordwind Hosting, servers by the sea')
    await expect(visitor.getByRole('banner')).toContainText('Nordwind Hosting')
    await visitor.goto('/login')
    await expectHeading(visitor, 'Sign in')
    await expect(visitor).toHaveTitle(/Nordwind Hosting/)
    await expect(visitor.getByText('Welcome back to Nordwind Hosting.')).toBeVisible()
  })

  await test.step('a new document', async () => {
    const who = await registered(visitor, 'Fresh Buyer')
    await fund(server, who.email, 599)
    const placed = await visitor.request.post('/api/v1/orders', {
      headers: { ...csrf, 'Idempotency-Key': crypto.randomUUID() },
      data: {
        plan: 'vps-starter',
        cycle: 'monthly',
        operating_system: 'debian-13',
        datacenter: 'us-east',
        addons: [],
        payment_method: 'wallet',
        expected_total: { amount: 599, currency: 'USD' },
      },
    })
    const order = await placed.json()
    expect(placed.status()).toBe(201)
    await visitor.goto(`/dashboard/billing/${order.invoice.id}`)
    await expectHeading(visitor, `Invoice ${order.invoice.number}`)
    const [download] = await Promise.all([
      visitor.waitForEvent('download'),
      visitor.getByRole('button', { name: 'Download PDF' }).click(),
    ])
    const text = await downloadedPdf(download)
    expect(text).toContain('Nordwind Hosting')
    expect(text).toContain('Fresh Buyer')
    const mail = await mailTo(server, who.email, new RegExp(order.number))
    expect(mail.text).toContain('Nordwind Hosting')
  })
})

test('payment details are edited in the settings and shown with the next order', async ({
  page,
  newPerson,
}) => {
  await signedIn(page, logins.admin)
  await visit(page, '/admin/settings/payments', 'Settings')
  const bank = page.getByRole('form', { name: 'Bank transfer' })
  await bank.getByRole('button', { name: 'Add bank account' }).click()
  await expectAccessible(page)
  const account = bank.getByRole('group', { name: 'Account 2' })
  await bank.getByRole('button', { name: 'Save' }).click()
  await expect(account.getByRole('textbox', { name: /^Bank$/ })).toHaveAttribute('aria-invalid', 'true')
  await account.getByRole('textbox', { name: 'Account holder' }).fill('KloudNests Demo Ltd')
  await account.getByRole('textbox', { name: 'Account number' }).fill('DE89 3704 0044 0532 0130 00')
  await account.getByRole('textbox', { name: /^Bank$/ }).fill('Second Bank')
  await bank.getByRole('button', { name: 'Save' }).click()
  await expectToast(page, 'Bank transfer saved')

  const customer = await newPerson()
  await signedIn(customer, logins.customer)
  await customer.goto('/dashboard/order?plan=vps-starter&pay=bank_transfer')
  await customer.getByRole('button', { name: 'Place order · $5.99' }).click()
  const details = customer.getByRole('region', { name: 'Payment details' })
  await expect(details).toContainText('Second Bank')
  await expect(details).toContainText('DE89 3704 0044 0532 0130 00')
})

test('a payment method that is switched off is not offered any more', async ({ page, newPerson }) => {
  await signedIn(page, logins.admin)
  await page.goto('/admin/settings/payments')
  const crypto = page.getByRole('form', { name: 'Crypto' })
  await crypto.getByRole('switch', { name: 'Offer crypto' }).click()
  await crypto.getByRole('button', { name: 'Save' }).click()
  await expectToast(page, 'Crypto saved')
  const customer = await newPerson()
  await signedIn(customer, logins.customer)
  await customer.goto('/dashboard/order')
  await expect(customer.getByRole('radio', { name: /^Bank transfer/ })).toBeVisible()
  await expect(customer.getByRole('radio', { name: /^Crypto/ })).toHaveCount(0)
})

test('the test mail of the settings is sent', async ({ page, server, accessible }) => {
  await signedIn(page, logins.admin)
  await visit(page, '/admin/settings/email', 'Settings')
  const card = page.getByRole('form', { name: 'Test mail' })
  await card.getByRole('textbox', { name: 'To' }).fill('no address')
  await card.getByRole('button', { name: 'Send test mail' }).click()
  await expect(card.getByText('Give an e-mail address.')).toBeVisible()
  await card.getByRole('textbox', { name: 'To' }).fill('postmaster@example.com')
  await card.getByRole('button', { name: 'Send test mail' }).click()
  await expect(card.getByText(/Accepted by/)).toBeVisible()
  await accessible()
  await mailTo(server, 'postmaster@example.com', /./)
  await visit(page, '/admin/emails', 'E-mails')
})

test('a disabled user cannot sign in until staff lets them in again', async ({ page, newPerson, watch }) => {
  const person = await newPerson()
  const who = await registered(person, 'Locked Out')
  await signedIn(page, logins.admin)
  await page.goto(`/admin/users?q=${encodeURIComponent(who.email)}`)
  await page.getByRole('link', { name: 'Locked Out' }).click()
  await expectHeading(page, 'Locked Out')
  await page.getByRole('button', { name: 'Disable user' }).click()
  const dialog = page.getByRole('dialog', { name: 'Disable Locked Out?' })
  await expectAccessible(page)
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('Asked for by the owner')
  await dialog.getByRole('button', { name: 'Disable user' }).click()
  await expect(dialog).toBeHidden()
  await expect(page.getByText('Disabled', { exact: true })).toBeVisible()

  watch.allow(/status of 40[13].*\/auth\/login\)$/)
  await person.goto('/login')
  await fillSignIn(person, who)
  await expect(person.getByRole('alert')).toBeVisible()

  await page.getByRole('button', { name: 'Enable user' }).click()
  const back = page.getByRole('dialog', { name: 'Enable Locked Out?' })
  await back.getByRole('textbox', { name: 'Reason' }).fill('It was a mistake')
  await back.getByRole('button', { name: 'Enable user' }).click()
  await expect(back).toBeHidden()
  await fillSignIn(person, who)
  await expectHeading(person, 'Dashboard')
})
