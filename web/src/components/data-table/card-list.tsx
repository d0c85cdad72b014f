import { openRowOnClick } from '@/components/data-table/open-row'
import { RowMenu } from '@/components/data-table/row-menu'
import type { Column, RowAction } from '@/components/data-table/types'
import { Skeleton } from '@/components/ui/skeleton'
import { cn } from '@/lib/utils'

interface CardListProps<T> {
  label: string
  columns: readonly Column<T>[]
  rows: readonly T[] | undefined
  dimmed: boolean
  rowId: (row: T) => string
  rowLabel: (row: T) => string
  rowActions?: (row: T) => readonly RowAction[]
}

/** Customer lists on phones: title, state, and up to three facts. */
export function CardList<T>({ label, columns, rows, dimmed, ...props }: CardListProps<T>) {
  const title = columns[0]
  const badge = columns.find((column) => column.card === 'badge')
  const facts = columns.filter((column) => column.card === 'fact').slice(0, 3)
  if (!rows) return <CardSkeletons />
  return (
    <ul aria-label={label} className={cn('divide-y transition-opacity', dimmed && 'opacity-60')}>
      {rows.map((row) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the link inside is what the keyboard uses
        <li key={props.rowId(row)} onClick={openRowOnClick} className="flex flex-col gap-2 px-4 py-3.5">
          <div className="flex items-start justify-between gap-3">
            <div className="min-w-0 flex-1">{title?.cell(row)}</div>
            {badge?.cell(row)}
            {props.rowActions ? (
              <RowMenu label={`Actions for ${props.rowLabel(row)}`} actions={props.rowActions(row)} />
            ) : null}
          </div>
          {facts.length > 0 ? (
            <dl className={cn('grid gap-3 text-dense', facts.length > 2 ? 'grid-cols-3' : 'grid-cols-2')}>
              {facts.map((column) => (
                <div key={column.id} className="min-w-0">
                  <dt className="text-muted-foreground text-xs">{column.header}</dt>
                  <dd className="truncate">{column.cell(row)}</dd>
                </div>
              ))}
            </dl>
          ) : null}
        </li>
      ))}
    </ul>
  )
}

function CardSkeletons() {
  return (
    <div aria-hidden="true" className="divide-y">
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="flex flex-col gap-3 px-4 py-3.5">
          <Skeleton className="h-4 w-40" />
          <Skeleton className="h-4 w-full" />
        </div>
      ))}
    </div>
  )
}
