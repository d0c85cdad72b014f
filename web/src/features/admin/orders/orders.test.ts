import { describe, expect, test } from 'vitest'
import type { AdminOrder } from '@/api/generated/types.gen'
import { provisionDefaults, provisionSchema } from '@/features/admin/orders/provision-schema'
import { statusChoices } from '@/features/admin/orders/status-choices'
import { order } from '@/test/catalogue'

const paid: AdminOrder = {
  ...order,
  customer: { account_id: 'acc_1', user_id: 'usr_1', name: 'Maya', email: 'maya@example.com', company: null },
  allowed_statuses: ['pending', 'provisioning', 'active', 'fraud'],
  can_provision: true,
  can_record_payment: false,
}
const good = { ...provisionDefaults(paid), ip_address: ' 203.0.113.9 ', password: 'correct-horse' }

describe('the status control', () => {
  test('offers what the server allows, without the status it has', () => {
    expect(statusChoices(paid)).toEqual([
      { status: 'provisioning', label: 'Being built', effect: 'change' },
      { status: 'active', label: 'Active…', effect: 'provision' },
      { status: 'fraud', label: 'Fraud', effect: 'ask' },
    ])
  })
  test('has nothing to offer when nothing is allowed', () => {
    expect(statusChoices({ status: 'cancelled', allowed_statuses: [] })).toEqual([])
  })
})

describe('the provisioning form', () => {
  test('takes an order without a panel and trims what was pasted', () => {
    const parsed = provisionSchema(paid).parse(good)
    expect(parsed.ip_address).toBe('203.0.113.9')
    expect(parsed.ssh_port).toBe(22)
    expect(parsed.control_panel).toBeUndefined()
  })
  test('asks for the panel only when one was ordered', () => {
    const withPanel = { ...paid, control_panel: 'cPanel/WHM' }
    const answer = provisionSchema(withPanel).safeParse({ ...good, ...{ control_panel: undefined } })
    expect(answer.success).toBe(false)
    const control_panel = { url: 'http://panel.example', username: 'root', password: 'correct-horse' }
    const plain = provisionSchema(withPanel).safeParse({ ...good, control_panel })
    expect(plain.error?.issues[0]?.message).toBe('Give the address with https://.')
  })
  test.each(['', '300.1.1.1', 'example.com'])('refuses the address %j in one sentence', (ip_address) => {
    const answer = provisionSchema(paid).safeParse({ ...good, ip_address })
    expect(answer.error?.issues.map((issue) => issue.message)).toEqual([
      'Give an IPv4 or IPv6 address, e.g. 203.0.113.10.',
    ])
  })
  test('knows the way into a Windows server', () => {
    const windows = { ...paid, operating_system: { slug: 'windows-2022', name: 'Windows Server 2022' } }
    expect(provisionDefaults(windows)).toMatchObject({ username: 'Administrator', ssh_port: 3389 })
  })
})
