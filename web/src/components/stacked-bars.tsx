import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from 'recharts'
import type { Money } from '@/api/types'
import { formatMoney, formatMoneyWhole } from '@/lib/format'

export interface Series {
  key: string
  label: string
  /** A chart token, e.g. `var(--chart-1)`. */
  color: string
}

export interface BarRow {
  label: string
  values: Record<string, number>
}

/** Stacked bars of money over time; loaded lazily, since the chart library is large. */
export default function StackedBars({
  rows,
  series,
  currency,
  label,
}: {
  rows: readonly BarRow[]
  series: readonly Series[]
  currency: Money['currency']
  label: string
}) {
  const data = rows.map((row) => ({ name: row.label, ...row.values }))
  const whole = (amount: number) => formatMoneyWhole({ amount: Math.round(amount), currency })
  return (
    <ResponsiveContainer width="100%" height="100%">
      <BarChart
        data={data}
        accessibilityLayer
        title={label}
        margin={{ top: 8, right: 0, bottom: 0, left: 0 }}
      >
        <CartesianGrid vertical={false} stroke="var(--border)" />
        <XAxis
          dataKey="name"
          tickLine={false}
          axisLine={false}
          tick={{ fill: 'var(--muted-foreground)', fontSize: 12 }}
          minTickGap={12}
        />
        <YAxis
          width={56}
          tickLine={false}
          axisLine={false}
          tick={{ fill: 'var(--muted-foreground)', fontSize: 12 }}
          tickFormatter={whole}
        />
        <Tooltip
          cursor={{ fill: 'var(--accent)', opacity: 0.5 }}
          contentStyle={{
            background: 'var(--popover)',
            border: '1px solid var(--border)',
            borderRadius: 8,
            color: 'var(--foreground)',
          }}
          formatter={(value, name) => [formatMoney({ amount: Number(value), currency }), name]}
        />
        {series.map((item) => (
          <Bar
            key={item.key}
            dataKey={item.key}
            name={item.label}
            stackId="all"
            fill={item.color}
            isAnimationActive={false}
            maxBarSize={48}
          />
        ))}
      </BarChart>
    </ResponsiveContainer>
  )
}
