import { ChevronLeft, ChevronRight } from 'lucide-react'
import { PAGE_SIZES } from '@/components/data-table/search'
import type { TableState } from '@/components/data-table/use-table-url'
import { Button } from '@/components/ui/button'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { formatNumber } from '@/lib/format'

interface PagerProps {
  state: TableState
  count: number
  total?: number | string | null
  nextCursor?: string | null
}

/** Previous and next by cursor; the page size. Hidden while everything fits on one page. */
export function Pager({ state, count, total, nextCursor }: PagerProps) {
  const only = state.cursor === undefined && !nextCursor
  if (only && count <= (PAGE_SIZES[0] ?? 25)) {
    return count > 0 ? (
      <p className="border-t px-5 py-3 text-dense text-muted-foreground">{amount(count, total)}</p>
    ) : null
  }
  return (
    <div
      data-print="hide"
      className="flex flex-wrap items-center justify-between gap-3 border-t px-4 py-3 text-dense text-muted-foreground sm:px-5"
    >
      <p className="tnum" aria-live="polite">
        {amount(count, total)}
        {state.pageNumber && state.pageNumber > 1 ? `, page ${state.pageNumber}` : ''}
      </p>
      <div className="flex items-center gap-2">
        <Select value={String(state.limit)} onValueChange={(limit) => state.change({ limit: Number(limit) })}>
          <SelectTrigger size="sm" aria-label="Rows per page" className="w-auto border-input/60">
            <SelectValue />
          </SelectTrigger>
          <SelectContent>
            {PAGE_SIZES.map((size) => (
              <SelectItem key={size} value={String(size)}>
                {size} rows
              </SelectItem>
            ))}
          </SelectContent>
        </Select>
        {state.pageNumber === undefined ? (
          <Button variant="outline" size="sm" onClick={() => state.change({})}>
            First page
          </Button>
        ) : (
          <Button
            variant="outline"
            size="icon-sm"
            aria-label="Previous page"
            disabled={state.cursor === undefined}
            onClick={state.previous}
          >
            <ChevronLeft aria-hidden="true" />
          </Button>
        )}
        <Button
          variant="outline"
          size="icon-sm"
          aria-label="Next page"
          disabled={!nextCursor}
          onClick={() => nextCursor && state.next(nextCursor)}
        >
          <ChevronRight aria-hidden="true" />
        </Button>
      </div>
    </div>
  )
}

function amount(count: number, total: number | string | null | undefined) {
  const rows = `${formatNumber(count)} ${count === 1 ? 'row' : 'rows'}`
  if (total === undefined || total === null || total === count) return rows
  return `${rows} of ${typeof total === 'number' ? formatNumber(total) : total}`
}
