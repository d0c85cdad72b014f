import { useState } from 'react'
import { messageOf } from '@/api/errors'
import type { Page } from '@/api/types'
import type { Column } from '@/components/data-table/types'
import { toast } from '@/lib/toasts'

const LIMIT = 10_000

/** A cell that no spreadsheet will run: leading = + - @ get an apostrophe, unless it is a plain number. */
export function csvCell(value: string | number | null | undefined) {
  if (value === null || value === undefined) return ''
  const raw = String(value)
  const text = /^[=+\-@\t\r]/.test(raw) && !/^-?\d+(\.\d+)?$/.test(raw) ? `'${raw}` : raw
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

export function toCsv<T>(columns: readonly Column<T>[], rows: readonly T[]) {
  const used = columns.filter((column) => column.csv)
  const lines = rows.map((row) => used.map((column) => csvCell(column.csv?.(row))).join(','))
  return [used.map((column) => csvCell(column.header)).join(','), ...lines].join('\r\n')
}

export interface CsvExport<T> {
  /** Without extension; the date is added. */
  filename: string
  /** One page of the current filter; called until there is no next one. */
  fetchPage: (cursor: string | undefined) => Promise<Page<T>>
}

/** Saves all rows of the current filter, not only those on the screen. */
export function useCsvExport<T>(columns: readonly Column<T>[], source: CsvExport<T> | undefined) {
  const [busy, setBusy] = useState(false)
  if (!source) return { busy, run: undefined }
  async function run(from: CsvExport<T>) {
    setBusy(true)
    try {
      const rows: T[] = []
      let cursor: string | undefined
      do {
        const page = await from.fetchPage(cursor)
        rows.push(...page.items)
        cursor = page.next_cursor ?? undefined
      } while (cursor && rows.length < LIMIT)
      saveFile(`${from.filename}-${new Date().toISOString().slice(0, 10)}.csv`, toCsv(columns, rows))
      if (cursor)
        toast.info(`Exported the first ${LIMIT.toLocaleString('en-US')} rows`, {
          description: 'Narrow the filter to export the rest.',
        })
    } catch (error) {
      toast.error('The export failed', { description: messageOf(error) })
    } finally {
      setBusy(false)
    }
  }
  return { busy, run: () => void run(source) }
}

function saveFile(name: string, text: string) {
  const url = URL.createObjectURL(new Blob(['\uFEFF', text], { type: 'text/csv;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
