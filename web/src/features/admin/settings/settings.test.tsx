import { screen, waitFor, within } from '@testing-library/react'
import { HttpResponse, http } from 'msw'
import { describe, expect, test } from 'vitest'
import type { BrandingSettings, EmailSettings } from '@/api/generated/types.gen'
import { formField, settingsProblem } from '@/features/admin/settings/problem'
import { changedSecrets } from '@/features/admin/settings/transport-schema'
import { problem, staff } from '@/test/fixtures'
import { renderAt } from '@/test/render-at'
import { refuse, server, signedInAs } from '@/test/server'

describe('field errors of a section', () => {
  test('come with or without the value in front; lists edited as text have one field', () => {
    expect(formField('value.bank_accounts.0.bank')).toBe('bank_accounts.0.bank')
    expect(formField('bank_accounts.0.bank')).toBe('bank_accounts.0.bank')
    expect(formField('address_lines.1', ['address_lines'])).toBe('address_lines')
  })
  test('of another card say which field they mean', () => {
    const errors = [
      { field: 'email', code: 'invalid', message: 'This is no address.' },
      { field: 'legal_name', code: 'required', message: 'Please fill this in.' },
    ]
    const mapped = settingsProblem(problem(422, 'validation_failed', { errors }), ['email'])
    expect(mapped.errors.map((item) => item.message)).toEqual([
      'This is no address.',
      'Legal name: Please fill this in.',
    ])
  })
})

test('a secret is sent only when typed, and taken away only when asked', () => {
  const none = { smtp_password: '', sendgrid_api_key: '' }
  const keep = { smtp_password: false, sendgrid_api_key: false }
  expect(changedSecrets(none, keep)).toEqual({})
  expect(changedSecrets({ ...none, smtp_password: 'x' }, { ...keep, smtp_password: true })).toEqual({
    smtp_password: 'x',
  })
  expect(changedSecrets(none, { ...keep, sendgrid_api_key: true })).toEqual({ sendgrid_api_key: null })
})

const branding: BrandingSettings = {
  value: {
    name: 'KloudNests',
    tagline: 'Servers',
    browser_title: 'KloudNests',
    support_email: 'help@example.com',
    accent: '#2563ea',
  },
  version: 4,
  updated_at: null,
  updated_by: null,
}
const editor = { ...staff, permissions: [...staff.permissions, 'settings.manage'] }

function settings(put: Parameters<typeof http.put>[1]) {
  let read = 0
  server.use(
    signedInAs(editor),
    http.get('*/api/v1/admin/settings/branding', () => {
      read += 1
      return HttpResponse.json(
        read === 1
          ? branding
          : { ...branding, version: 5, value: { ...branding.value, tagline: 'Said by another' } },
      )
    }),
    http.put('*/api/v1/admin/settings/branding', put),
  )
}

const brandCard = async () => within(await screen.findByRole('form', { name: 'Brand' }))

test('someone else was faster: their values come in, what was typed stays', async () => {
  settings(() => refuse(problem(409, 'version_conflict', { detail: 'changed' })))
  const { user } = renderAt('/admin/settings/branding')
  const card = await brandCard()
  await user.clear(card.getByLabelText('Name'))
  await user.type(card.getByLabelText('Name'), 'Cloud Nine')
  await user.click(card.getByRole('button', { name: 'Save' }))
  expect(await card.findByText(/Someone else saved this section/)).toBeVisible()
  expect(card.getByLabelText('Name')).toHaveValue('Cloud Nine')
  expect(card.getByLabelText(/Tagline/)).toHaveValue('Said by another')
})

test('a card sends the whole section with its version, and shows what the server refuses at the field', async () => {
  let sent: unknown
  settings(async ({ request }) => {
    sent = await request.json()
    return refuse(
      problem(422, 'validation_failed', {
        errors: [{ field: 'value.name', code: 'taken', message: 'This name is taken.' }],
      }),
    )
  })
  const { user } = renderAt('/admin/settings/branding')
  const card = await brandCard()
  await user.type(card.getByLabelText('Name'), ' X')
  await user.click(card.getByRole('button', { name: 'Save' }))
  expect(await card.findByText('This name is taken.')).toBeVisible()
  expect(sent).toEqual({ version: 4, value: { ...branding.value, name: 'KloudNests X' } })
})

test('a secret that was saved is forgotten by the form', async () => {
  const secret = (set: boolean) => ({ set, fingerprint: set ? '9e1ba5af' : null })
  const email = (version: number, set: boolean): EmailSettings => ({
    value: {
      transport: 'sendgrid',
      from_name: '',
      from_email: '',
      reply_to: '',
      smtp: { host: '', port: 587, security: 'starttls', username: '' },
    },
    secrets: { smtp_password: secret(false), sendgrid_api_key: secret(set) },
    version,
    updated_at: null,
    updated_by: null,
  })
  let saved = email(1, false)
  let secrets: unknown
  server.use(
    signedInAs(editor),
    http.get('*/api/v1/admin/settings/email', () => HttpResponse.json(saved)),
    http.put<never, { secrets: unknown }>('*/api/v1/admin/settings/email', async ({ request }) => {
      secrets = (await request.json()).secrets
      saved = email(2, true)
      return HttpResponse.json(saved)
    }),
  )
  const { user } = renderAt('/admin/settings/email')
  const card = within(await screen.findByRole('form', { name: 'Transport' }))
  await user.type(card.getByLabelText(/API key/), 'SG.abc')
  await user.click(card.getByRole('button', { name: 'Save' }))
  expect(await card.findByText('9e1ba5af')).toBeVisible()
  expect(secrets).toEqual({ sendgrid_api_key: 'SG.abc' })
  await waitFor(() => expect(card.getByLabelText(/API key/)).toHaveValue(''))
  await user.click(card.getByLabelText('Remove it'))
  await user.click(card.getByRole('button', { name: 'Save' }))
  await waitFor(() => expect(secrets).toEqual({ sendgrid_api_key: null }))
})
