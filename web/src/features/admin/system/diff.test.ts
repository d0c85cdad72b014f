import { expect, test } from 'vitest'
import { auditChanges, changesOf } from '@/features/admin/system/diff'
import { adjustSchema, signedAmount } from '@/features/admin/users/adjust-schema'

test('only the fields that differ, nested ones by their path', () => {
  const before = { status: 'pending', smtp: { host: 'a', port: 25 }, note: null }
  const after = { status: 'active', smtp: { host: 'b', port: 25 }, note: null, ip: '203.0.113.9' }
  expect(changesOf(before, after)).toEqual([
    { field: 'status', before: 'pending', after: 'active' },
    { field: 'smtp.host', before: 'a', after: 'b' },
    { field: 'ip', before: '–', after: '203.0.113.9' },
  ])
  expect(changesOf(null, null)).toEqual([])
})

test('saved settings are compared with what they were, not with the envelope', () => {
  const before = { name: 'A', tagline: 'x' }
  const after = { value: { name: 'B', tagline: 'x' }, version: 2, secrets_changed: ['smtp_password'] }
  expect(auditChanges({ before, after })).toEqual([
    { field: 'name', before: 'A', after: 'B' },
    { field: 'secrets_changed', before: '–', after: 'smtp_password' },
  ])
})

test('an adjustment carries its sign and never goes below zero', () => {
  expect(signedAmount({ direction: 'take', amount: 500 })).toBe(-500)
  expect(signedAmount({ direction: 'add', amount: 500 })).toBe(500)
  const take = { account: 'acc_1', direction: 'take', amount: 501, reason: 'Correction' }
  expect(adjustSchema(500).safeParse(take).error?.issues[0]?.path).toEqual(['amount'])
  expect(adjustSchema(501).safeParse(take).success).toBe(true)
})
