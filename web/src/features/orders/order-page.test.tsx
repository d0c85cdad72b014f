import { screen, waitFor } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { expect, test } from 'vitest'
import { debian, order, panel, place, plan, quoteOf, walletOf } from '@/test/catalogue'
import { problem, usd } from '@/test/fixtures'
import { renderAt } from '@/test/render-at'
import { refuse, server } from '@/test/server'

const page = (items: unknown[]) => HttpResponse.json({ items, next_cursor: null })

function shop({ balance = 50_000, price = (): number => 1999 } = {}) {
  server.use(
    http.get('*/api/v1/catalog/plans', () => page([plan])),
    http.get('*/api/v1/catalog/addons', () => page([panel])),
    http.get('*/api/v1/catalog/datacenters', () => page([place])),
    http.get('*/api/v1/catalog/operating-systems', () => page([debian])),
    http.get('*/api/v1/wallet', () => HttpResponse.json(walletOf(balance))),
    http.post('*/api/v1/quotes', () => HttpResponse.json(quoteOf(price()))),
  )
}

const place$ = (amount: string) => screen.findByRole('button', { name: `Place order · ${amount}` })

async function press(user: ReturnType<typeof renderAt>['user'], amount: string) {
  const button = await place$(amount)
  await waitFor(() => expect(button).toBeEnabled())
  await user.click(button)
}

test('an order is placed once, however often the button is pressed', async () => {
  shop()
  const keys: (string | null)[] = []
  server.use(
    http.post('*/api/v1/orders', ({ request }) => {
      keys.push(request.headers.get('idempotency-key'))
      return HttpResponse.json(order, { status: 201 })
    }),
    http.get('*/api/v1/orders/ord_1', () => HttpResponse.json(order)),
  )
  const { user, at } = renderAt('/dashboard/order?plan=vps-pro')
  const button = await place$('$19.99')
  await waitFor(() => expect(button).toBeEnabled())
  await user.dblClick(button)
  await waitFor(() => expect(at()).toBe('/dashboard/orders/ord_1?placed=true'))
  expect(keys).toHaveLength(1)
  expect(keys[0]).toBeTruthy()
})

test('a wallet that is short says by how much and does not send', async () => {
  shop({ balance: 1500 })
  const { user } = renderAt('/dashboard/order?plan=vps-pro')
  expect(await screen.findByText(/You need \$4\.99 more in your wallet/)).toBeVisible()
  await user.click(await place$('$19.99')) // an order would be refused as an unknown call
  expect(screen.getByRole('heading', { name: 'Order a server' })).toBeVisible()
})

test('402: the page stays, says why, and reads the balance again', async () => {
  let balance = 50_000
  shop()
  server.use(
    http.get('*/api/v1/wallet', () => HttpResponse.json(walletOf(balance))),
    http.post('*/api/v1/orders', () => {
      balance = 1000
      return refuse(
        problem(402, 'insufficient_funds', {
          detail: 'The wallet holds $10.00, but $19.99 is needed: $9.99 more.',
          shortfall: usd(999),
        }),
      )
    }),
  )
  const { user } = renderAt('/dashboard/order?plan=vps-pro')
  await press(user, '$19.99')
  expect(await screen.findByText(/The wallet holds \$10\.00/)).toBeVisible()
  expect(await screen.findByText(/You need \$9\.99 more in your wallet/)).toBeVisible()
})

test('price_changed: the new price is fetched and shown before anything is paid', async () => {
  let price = 1999
  shop({ price: () => price })
  server.use(
    http.post('*/api/v1/orders', () => {
      price = 2199
      return refuse(problem(409, 'price_changed', { detail: 'The price has changed; please look again.' }))
    }),
  )
  const { user } = renderAt('/dashboard/order?plan=vps-pro')
  await press(user, '$19.99')
  expect(await screen.findByText(/The price has changed/)).toBeVisible()
  expect(await place$('$21.99')).toBeVisible()
})

test('what the server refuses about the hostname stands at its field', async () => {
  shop()
  server.use(
    http.post('*/api/v1/orders', () =>
      refuse(
        problem(422, 'validation_failed', {
          errors: [{ field: 'hostname', code: 'invalid', message: 'This name is reserved.' }],
        }),
      ),
    ),
  )
  const { user } = renderAt('/dashboard/order?plan=vps-pro')
  await press(user, '$19.99')
  await waitFor(() =>
    expect(screen.getByLabelText(/Hostname/)).toHaveAccessibleDescription(/This name is reserved/),
  )
})
