import { expect, test } from 'vitest'
import { spendRows } from '@/features/dashboard/spend-chart'
import { usd } from '@/test/fixtures'

test('six months up to today, with zeros where nothing was paid', () => {
  const rows = spendRows(
    [
      { month: '2026-11', category: 'vps', amount: usd(2000) },
      { month: '2026-11', category: 'shared', amount: usd(300) },
      { month: '2026-06', category: 'dedicated', amount: usd(9000) },
      { month: '2026-05', category: 'vps', amount: usd(1) },
    ],
    new Date('2026-11-30T23:30:00Z'),
  )
  expect(rows.map((row) => row.label)).toEqual(['Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov'])
  expect(rows[0]?.values).toEqual({ vps: 0, dedicated: 9000, shared: 0 })
  expect(rows[5]?.values).toEqual({ vps: 2000, dedicated: 0, shared: 300 })
})

test('over the turn of the year', () => {
  const labels = spendRows([], new Date('2027-02-01T00:00:00Z')).map((row) => row.label)
  expect(labels).toEqual(['Sep', 'Oct', 'Nov', 'Dec', 'Jan', 'Feb'])
})
