import {
  type ColumnDef,
  columnVisibilityFeature,
  rowSelectionFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table'
import { useMemo } from 'react'
import type { Column } from '@/components/data-table/types'
import { usePreference } from '@/lib/preferences'

const features = tableFeatures({ columnVisibilityFeature, rowSelectionFeature })
const none: never[] = []

/** Columns shown and rows selected. Sorting, filtering and paging belong to the server. */
export function useTableModel<T extends object>(options: {
  id: string
  columns: readonly Column<T>[]
  rows: readonly T[] | undefined
  rowId: (row: T) => string
  selectable: boolean
}) {
  const { columns } = options
  const [stored, store] = usePreference(`columns.${options.id}`, '')
  const hidden = useMemo(
    () => new Set(stored === '' ? columns.filter((c) => c.hidden).map((c) => c.id) : stored.split(' ')),
    [stored, columns],
  )
  const defs = useMemo<ColumnDef<typeof features, T>[]>(
    () => columns.map((column) => ({ id: column.id, header: column.header })),
    [columns],
  )
  const data = useMemo(() => [...(options.rows ?? none)], [options.rows])
  const table = useTable({
    features,
    columns: defs,
    data,
    getRowId: options.rowId,
    enableRowSelection: options.selectable,
    state: { columnVisibility: Object.fromEntries([...hidden].map((id) => [id, false])) },
  })
  const visible = columns.filter((column, index) => index === 0 || !hidden.has(column.id))

  function toggleColumn(id: string) {
    const next = new Set(hidden)
    if (!next.delete(id)) next.add(id)
    store(next.size === 0 ? '-' : [...next].join(' '))
  }

  return { table, rows: table.getRowModel().rows, visible, hidden, toggleColumn }
}

export type TableModel<T extends object> = ReturnType<typeof useTableModel<T>>
export type ModelRow<T extends object> = TableModel<T>['rows'][number]
