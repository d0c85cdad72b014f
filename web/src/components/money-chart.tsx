import { lazy, type ReactNode, Suspense, useState } from 'react'
import { Money } from '@/components/money'
import type { BarRow, Series } from '@/components/stacked-bars'
import { Button } from '@/components/ui/button'
import { Card, CardAction, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { Skeleton } from '@/components/ui/skeleton'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'

const StackedBars = lazy(() => import('@/components/stacked-bars'))

/** A chart of money with its legend in HTML, a sentence for those who cannot see it, and the same as a table. */
export function MoneyChart({
  title,
  description,
  summary,
  rows,
  series,
  currency,
  empty,
}: {
  title: string
  description: string
  /** What the chart says, in a sentence. */
  summary: string
  rows: readonly BarRow[]
  series: readonly Series[]
  currency: string
  empty: ReactNode
}) {
  const [table, setTable] = useState(false)
  const blank = rows.every((row) => Object.values(row.values).every((value) => value === 0))
  return (
    <Card aria-label={title}>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
        <CardDescription>{description}</CardDescription>
        {blank ? null : (
          <CardAction>
            <Button variant="ghost" size="sm" onClick={() => setTable(!table)} aria-pressed={table}>
              {table ? 'Show chart' : 'Show as table'}
            </Button>
          </CardAction>
        )}
      </CardHeader>
      <CardContent>
        {blank ? (
          empty
        ) : table ? (
          <FigureTable title={title} rows={rows} series={series} currency={currency} />
        ) : (
          <figure className="flex flex-col gap-3">
            {series.length > 1 ? <Legend series={series} /> : null}
            <div className="h-56">
              <Suspense fallback={<Skeleton className="h-full w-full" />}>
                <StackedBars rows={rows} series={series} currency={currency} label={title} />
              </Suspense>
            </div>
            <figcaption className="sr-only">{summary}</figcaption>
          </figure>
        )}
      </CardContent>
    </Card>
  )
}

function Legend({ series }: { series: readonly Series[] }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground text-xs">
      {series.map((item) => (
        <li key={item.key} className="flex items-center gap-1.5">
          <span aria-hidden="true" className="size-2 rounded-full" style={{ background: item.color }} />
          {item.label}
        </li>
      ))}
    </ul>
  )
}

function FigureTable({
  title,
  rows,
  series,
  currency,
}: {
  title: string
  rows: readonly BarRow[]
  series: readonly Series[]
  currency: string
}) {
  return (
    <div className="max-h-72 overflow-auto">
      <Table aria-label={title}>
        <TableHeader>
          <TableRow>
            <TableHead>When</TableHead>
            {series.map((item) => (
              <TableHead key={item.key} className="text-right">
                {item.label}
              </TableHead>
            ))}
          </TableRow>
        </TableHeader>
        <TableBody>
          {rows.map((row) => (
            <TableRow key={row.label}>
              <TableCell>{row.label}</TableCell>
              {series.map((item) => (
                <TableCell key={item.key} className="text-right">
                  <Money value={{ amount: row.values[item.key] ?? 0, currency }} />
                </TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
