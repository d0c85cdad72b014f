import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ConfirmOptions } from '@/components/confirm'

/** One column. Keep the array at module scope (or in `useMemo`), so the table does not rebuild. */
export interface Column<T> {
  id: string
  header: string
  cell: (row: T) => ReactNode
  /** The API's sort field; makes the header a button. */
  sort?: string
  align?: 'right'
  /** Hidden until chosen in the columns menu. */
  hidden?: boolean
  className?: string
  /** The value in the CSV file; without it the column is left out. */
  csv?: (row: T) => string | number | null | undefined
  /** Where the column stands on a phone card; the first column is the title by itself. */
  card?: 'badge' | 'fact' | 'none'
}

export interface FacetOption {
  value: string
  label: string
  count?: number
}

/** One filter button. Its id is the API's query parameter and the name in the URL. */
export interface Facet {
  id: string
  label: string
  options: readonly FacetOption[]
}

export interface RowAction {
  label: string
  icon?: LucideIcon
  onSelect: () => void
  /** Why it cannot be done now; shows it disabled with the reason. */
  reason?: string
  destructive?: boolean
}

export interface BulkAction<T> {
  label: string
  icon?: LucideIcon
  destructive?: boolean
  /** Asked once before it starts. */
  confirm?: (rows: readonly T[]) => Omit<ConfirmOptions, 'action'>
  /** Runs row by row; what fails stays selected with its reason. */
  run: (row: T) => Promise<unknown>
  /** After all: invalidate what changed. */
  onDone?: () => unknown
}
