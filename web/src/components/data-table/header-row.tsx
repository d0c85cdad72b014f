import { ArrowDown, ArrowUp, ChevronsUpDown } from 'lucide-react'
import type { Column } from '@/components/data-table/types'
import type { TableState } from '@/components/data-table/use-table-url'
import { Checkbox } from '@/components/ui/checkbox'
import { TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { cn } from '@/lib/utils'

interface HeaderRowProps<T> {
  columns: readonly Column<T>[]
  state: TableState
  defaultSort?: string
  selection: { all: boolean; some: boolean; toggle: (on: boolean) => void } | null
  menu: boolean
}

export function HeaderRow<T>({ columns, state, defaultSort, selection, menu }: HeaderRowProps<T>) {
  return (
    <TableHeader className="relative z-10 lg:sticky lg:top-14 bg-card shadow-[0_1px_0_0_var(--border)]">
      <TableRow className="border-0">
        {selection ? (
          <TableHead className="w-10">
            <Checkbox
              aria-label="Select all rows on this page"
              checked={selection.all ? true : selection.some ? 'indeterminate' : false}
              onCheckedChange={(on) => selection.toggle(on === true)}
            />
          </TableHead>
        ) : null}
        {columns.map((column) => (
          <SortableHead
            key={column.id}
            column={column}
            sort={state.sort ?? defaultSort}
            change={state.change}
          />
        ))}
        {menu ? (
          <TableHead className="w-12">
            <span className="sr-only">Actions</span>
          </TableHead>
        ) : null}
      </TableRow>
    </TableHeader>
  )
}

function SortableHead<T>(props: {
  column: Column<T>
  sort: string | undefined
  change: TableState['change']
}) {
  const { column, sort } = props
  const field = column.sort
  const right = column.align === 'right'
  if (!field) {
    return <TableHead className={cn(right && 'text-right', column.className)}>{column.header}</TableHead>
  }
  const direction = sort === field ? 'ascending' : sort === `-${field}` ? 'descending' : 'none'
  const Icon = { ascending: ArrowUp, descending: ArrowDown, none: ChevronsUpDown }[direction]
  return (
    <TableHead aria-sort={direction} className={cn(right && 'text-right', column.className)}>
      <button
        type="button"
        onClick={() => props.change({ sort: direction === 'ascending' ? `-${field}` : field })}
        className={cn(
          '-mx-1.5 inline-flex h-7 items-center gap-1 rounded-sm px-1.5 outline-none hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/60',
          direction !== 'none' && 'text-foreground',
          right && 'flex-row-reverse',
        )}
      >
        {column.header}
        <Icon aria-hidden="true" className={cn('size-3.5', direction === 'none' && 'opacity-50')} />
      </button>
    </TableHead>
  )
}
