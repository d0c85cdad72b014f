import { ReceiptText } from 'lucide-react'
import type { Category, SpendPoint } from '@/api/generated/types.gen'
import { MoneyChart } from '@/components/money-chart'
import type { BarRow } from '@/components/stacked-bars'
import { Empty } from '@/components/ui/empty'
import { formatMoney } from '@/lib/format'
import { categoryLabels } from '@/lib/words'

const MONTHS = 6

const series = [
  { key: 'vps', label: categoryLabels.vps, color: 'var(--chart-1)' },
  { key: 'dedicated', label: categoryLabels.dedicated, color: 'var(--chart-2)' },
  { key: 'shared', label: categoryLabels.shared, color: 'var(--chart-3)' },
] as const

/** The last six months, zeros included. */
export function spendRows(points: readonly SpendPoint[], today: Date): BarRow[] {
  return Array.from({ length: MONTHS }, (_, index) => {
    const first = new Date(Date.UTC(today.getUTCFullYear(), today.getUTCMonth() - (MONTHS - 1 - index), 1))
    const month = first.toISOString().slice(0, 7)
    const of = (category: Category) =>
      points.find((point) => point.month === month && point.category === category)?.amount.amount ?? 0
    return {
      label: first.toLocaleDateString('en', { month: 'short', timeZone: 'UTC' }),
      values: { vps: of('vps'), dedicated: of('dedicated'), shared: of('shared') },
    }
  })
}

export function SpendChart({ points, currency }: { points: readonly SpendPoint[]; currency: string }) {
  const rows = spendRows(points, new Date())
  const total = rows.flatMap((row) => Object.values(row.values)).reduce((sum, value) => sum + value, 0)
  return (
    <MoneyChart
      title="Spend by service type"
      description="Paid invoices, last six months"
      summary={`You paid ${formatMoney({ amount: total, currency })} in the last six months.`}
      rows={rows}
      series={series}
      currency={currency}
      empty={<Empty icon={ReceiptText} title="No paid invoices in the last six months" />}
    />
  )
}
