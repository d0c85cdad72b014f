import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, test } from 'vitest'
import { ConfirmDialog, confirm } from '@/components/confirm'
import { problem } from '@/test/fixtures'

test('what destroys data wants its name typed', async () => {
  const user = userEvent.setup()
  render(<ConfirmDialog />)
  const answer = confirm({
    title: 'Reinstall?',
    confirmLabel: 'Reinstall',
    destructive: true,
    typeToConfirm: 'fra-db-01',
  })
  const button = await screen.findByRole('button', { name: 'Reinstall' })
  expect(button).toHaveAttribute('aria-disabled', 'true')
  await user.click(button)
  expect(screen.getByRole('alertdialog')).toBeVisible()
  await user.type(screen.getByLabelText(/to confirm/), 'fra-db-01')
  await user.click(button)
  expect(await answer).toBe(true)
})

test('a failing action keeps the dialog open and says why', async () => {
  const user = userEvent.setup()
  render(<ConfirmDialog />)
  let tries = 0
  const answer = confirm({
    title: 'Pay $48.00?',
    confirmLabel: 'Pay $48.00',
    action: async () => {
      tries += 1
      if (tries === 1) throw problem(402, 'insufficient_funds', { detail: 'You need $12.40 more.' })
    },
  })
  await user.click(await screen.findByRole('button', { name: 'Pay $48.00' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('You need $12.40 more.')
  await user.click(screen.getByRole('button', { name: 'Pay $48.00' }))
  expect(await answer).toBe(true)
})

test('a second question waits for the first', async () => {
  const user = userEvent.setup()
  render(<ConfirmDialog />)
  const first = confirm({ title: 'One?', confirmLabel: 'Yes' })
  const second = confirm({ title: 'Two?', confirmLabel: 'Yes' })
  await user.click(await screen.findByRole('button', { name: 'Cancel' }))
  expect(await first).toBe(false)
  expect(await screen.findByRole('heading', { name: 'Two?' })).toBeVisible()
  await user.click(screen.getByRole('button', { name: 'Yes' }))
  expect(await second).toBe(true)
})
