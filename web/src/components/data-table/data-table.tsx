import { FilterX } from 'lucide-react'
import { type ReactNode, useRef } from 'react'
import type { Page } from '@/api/types'
import { BodyRows, SkeletonRows } from '@/components/data-table/body-rows'
import { BulkBar } from '@/components/data-table/bulk-bar'
import { CardList } from '@/components/data-table/card-list'
import { type CsvExport, useCsvExport } from '@/components/data-table/csv'
import { HeaderRow } from '@/components/data-table/header-row'
import { Pager } from '@/components/data-table/pager'
import { ScrollArea } from '@/components/data-table/scroll-area'
import { activeFilters, Toolbar } from '@/components/data-table/toolbar'
import type { BulkAction, Column, Facet, RowAction } from '@/components/data-table/types'
import { useTableKeys } from '@/components/data-table/use-table-keys'
import { useTableModel } from '@/components/data-table/use-table-model'
import type { TableState } from '@/components/data-table/use-table-url'
import { ViewMenu } from '@/components/data-table/view-menu'
import { ErrorState } from '@/components/states'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Table } from '@/components/ui/table'
import { usePreference } from '@/lib/preferences'
import { useIsPhone } from '@/lib/use-mobile'

/** What the table needs of a `useQuery` result; give the query `placeholderData: keepPreviousData`. */
interface ListQuery<T> {
  data: Page<T> | undefined
  error: unknown
  isPlaceholderData: boolean
  refetch: () => unknown
}

export interface DataTableProps<T extends object> {
  /** Names the table's remembered settings. */
  id: string
  /** What the rows are, in the plural: "Orders". */
  label: string
  state: TableState
  query: ListQuery<T>
  columns: readonly Column<T>[]
  rowId: (row: T) => string
  /** How a row is called in the names of its controls: its number or hostname. */
  rowLabel: (row: T) => string
  facets?: readonly Facet[]
  /** Null hides the filter field. */
  searchPlaceholder?: string | null
  defaultSort?: string
  rowActions?: (row: T) => readonly RowAction[]
  bulkActions?: readonly BulkAction<T>[]
  exportCsv?: CsvExport<T>
  /** Shown when there is nothing at all yet: an `Empty` with one next step. */
  empty: ReactNode
  /** Customer lists become cards on phones, admin lists scroll. */
  phone?: 'cards' | 'scroll'
  density?: 'comfortable' | 'dense'
  /** More controls in the toolbar. */
  toolbar?: ReactNode
}

const noFacets: readonly Facet[] = []

/** The one list of this app. Sorting, filtering and paging are the server's; the state is in the URL. */
export function DataTable<T extends object>(props: DataTableProps<T>) {
  const { columns, query, state, facets = noFacets, rowId } = props
  const container = useRef<HTMLDivElement>(null)
  const phone = useIsPhone()
  const [density, setDensity] = usePreference(`density.${props.id}`, props.density ?? 'comfortable')
  const selectable = (props.bulkActions?.length ?? 0) > 0
  const model = useTableModel({ id: props.id, columns, rows: query.data?.items, rowId, selectable })
  const { table, rows, visible } = model
  const csv = useCsvExport(columns, props.exportCsv)
  const active = useTableKeys({
    container,
    count: rows.length,
    onSelect: selectable ? (index) => rows[index]?.toggleSelected() : undefined,
  })

  const filtered = activeFilters(facets, state).length > 0
  const items = query.data?.items
  const blank = items?.length === 0 && state.cursor === undefined
  const dense = density === 'dense'
  const cards = phone && props.phone === 'cards'
  const first = blank && !filtered
  const bare = cards && props.searchPlaceholder === null && facets.length === 0 && !props.toolbar

  return (
    <div ref={container} className="rounded-xl border bg-card">
      {first || bare ? null : (
        <Toolbar
          label={props.label}
          searchPlaceholder={props.searchPlaceholder === undefined ? 'Filter…' : props.searchPlaceholder}
          facets={facets}
          state={state}
          extra={props.toolbar}
          view={
            cards ? null : (
              <ViewMenu
                columns={columns}
                hidden={model.hidden}
                onToggle={model.toggleColumn}
                density={density}
                onDensity={setDensity}
                exporting={csv.busy}
                onExport={csv.run}
              />
            )
          }
        />
      )}
      {query.error && !items ? (
        <ErrorState
          error={query.error}
          title={`${props.label} could not be loaded`}
          onRetry={() => void query.refetch()}
        />
      ) : blank ? (
        <Blank filtered={filtered} empty={props.empty} onClear={() => clearAll(state)} />
      ) : cards ? (
        <CardList {...props} rows={items} dimmed={query.isPlaceholderData} />
      ) : (
        <ScrollArea label={props.label} focusable={phone}>
          <Table aria-label={props.label} aria-busy={query.isPlaceholderData || !items}>
            <HeaderRow
              columns={visible}
              state={state}
              defaultSort={props.defaultSort}
              menu={Boolean(props.rowActions)}
              selection={
                selectable
                  ? {
                      all: rows.length > 0 && table.getIsAllRowsSelected(),
                      some: table.getIsSomeRowsSelected(),
                      toggle: (on) => table.toggleAllRowsSelected(on),
                    }
                  : null
              }
            />
            {items ? (
              <BodyRows
                columns={visible}
                rows={rows}
                active={active}
                dense={dense}
                dimmed={query.isPlaceholderData}
                selectable={selectable}
                rowLabel={props.rowLabel}
                rowActions={props.rowActions}
              />
            ) : (
              <SkeletonRows
                count={visible.length + (selectable ? 1 : 0) + (props.rowActions ? 1 : 0)}
                dense={dense}
              />
            )}
          </Table>
        </ScrollArea>
      )}
      {items && !blank ? (
        <Pager
          state={state}
          count={items.length}
          total={query.data?.total}
          nextCursor={query.data?.next_cursor}
        />
      ) : null}
      {selectable ? (
        <BulkBar
          actions={props.bulkActions ?? []}
          rows={table.getSelectedRowModel().rows}
          rowLabel={props.rowLabel}
          onKeep={(ids) => table.setRowSelection(Object.fromEntries(ids.map((id) => [id, true])))}
        />
      ) : null}
    </div>
  )
}

function clearAll(state: TableState) {
  state.change({
    q: undefined,
    ...Object.fromEntries(Object.keys(state.filters).map((id) => [id, undefined])),
  })
}

function Blank({ filtered, empty, onClear }: { filtered: boolean; empty: ReactNode; onClear: () => void }) {
  if (!filtered) return empty
  return (
    <Empty
      icon={FilterX}
      title="Nothing matches"
      action={
        <Button variant="outline" onClick={onClear}>
          Clear filters
        </Button>
      }
    >
      No row fits the filters.
    </Empty>
  )
}
