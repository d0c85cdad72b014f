import { openRowOnClick } from '@/components/data-table/open-row'
import { RowMenu } from '@/components/data-table/row-menu'
import type { Column, RowAction } from '@/components/data-table/types'
import type { ModelRow } from '@/components/data-table/use-table-model'
import { Checkbox } from '@/components/ui/checkbox'
import { Skeleton } from '@/components/ui/skeleton'
import { TableBody, TableCell, TableRow } from '@/components/ui/table'
import { cn } from '@/lib/utils'

interface BodyRowsProps<T extends object> {
  columns: readonly Column<T>[]
  rows: readonly ModelRow<T>[]
  active: number
  dense: boolean
  dimmed: boolean
  selectable: boolean
  rowLabel: (row: T) => string
  rowActions?: (row: T) => readonly RowAction[]
}

export function BodyRows<T extends object>(props: BodyRowsProps<T>) {
  return (
    <TableBody className={cn('transition-opacity', props.dimmed && 'opacity-60')}>
      {props.rows.map((row, index) => {
        const selected = props.selectable && row.getIsSelected()
        return (
          <TableRow
            key={row.id}
            data-row={index}
            aria-selected={props.selectable ? selected : undefined}
            onClick={openRowOnClick}
            className={cn(
              'has-[a[href]]:cursor-pointer hover:bg-accent/40',
              index === props.active && 'shadow-[inset_2px_0_0_0_var(--ring)]',
            )}
          >
            {props.selectable ? (
              <TableCell className="w-10">
                <Checkbox
                  aria-label={`Select ${props.rowLabel(row.original)}`}
                  checked={selected}
                  onCheckedChange={(on) => row.toggleSelected(on === true)}
                />
              </TableCell>
            ) : null}
            {props.columns.map((column, position) => (
              <TableCell
                key={column.id}
                className={cn(
                  props.dense ? 'h-10 py-1.5 text-dense' : 'h-[3.25rem]',
                  column.align === 'right' && 'tnum text-right',
                  position === 0 && 'max-lg:sticky max-lg:left-0 max-lg:z-1 max-lg:bg-card',
                  column.className,
                )}
              >
                {column.cell(row.original)}
              </TableCell>
            ))}
            {props.rowActions ? (
              <TableCell className="w-12 py-0 text-right">
                <RowMenu
                  label={`Actions for ${props.rowLabel(row.original)}`}
                  actions={props.rowActions(row.original)}
                />
              </TableCell>
            ) : null}
          </TableRow>
        )
      })}
    </TableBody>
  )
}

const widths = ['w-32', 'w-20', 'w-24', 'w-28', 'w-16']
const eight = [0, 1, 2, 3, 4, 5, 6, 7]

/** The shape of the table while its first page loads. */
export function SkeletonRows({ count, dense }: { count: number; dense: boolean }) {
  const cells = Array.from({ length: count }, (_, index) => index)
  return (
    <TableBody aria-hidden="true">
      {eight.map((row) => (
        <TableRow key={row}>
          {cells.map((cell) => (
            <TableCell key={cell} className={dense ? 'h-10' : 'h-[3.25rem]'}>
              <Skeleton className={cn('h-4 max-w-full', widths[(cell + row) % widths.length])} />
            </TableCell>
          ))}
        </TableRow>
      ))}
    </TableBody>
  )
}
