import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { DEFAULT_PAGE_SIZE } from '@/components/data-table/search'

export type TablePatch = Record<string, string | number | undefined>

export interface TableState {
  q: string
  sort: string | undefined
  cursor: string | undefined
  limit: number
  filters: Record<string, string | undefined>
  /** Changes filter, sort or size; always goes back to the first page. */
  change: (patch: TablePatch) => void
  next: (cursor: string) => void
  previous: () => void
  /** 1 when on the first page; unknown after a reload in the middle. */
  pageNumber: number | undefined
}

const asText = (value: unknown) => (value === undefined || value === null ? undefined : String(value))

/** The state of a table in the URL: `?q&sort&cursor&limit` and one parameter for each facet. */
export function useTableUrl(facetIds: readonly string[]): TableState {
  const search: Record<string, unknown> = useSearch({ strict: false })
  const navigate = useNavigate()
  const [trail, setTrail] = useState<readonly (string | undefined)[]>([])

  function go(patch: TablePatch, replace: boolean) {
    void navigate({
      to: '.',
      search: (before: object) => ({ ...before, ...patch }),
      replace,
      resetScroll: false,
    })
  }

  const cursor = asText(search.cursor)
  return {
    q: asText(search.q) ?? '',
    sort: asText(search.sort),
    cursor,
    limit: Number(search.limit ?? DEFAULT_PAGE_SIZE),
    filters: Object.fromEntries(facetIds.map((id) => [id, asText(search[id])])),
    change: (patch) => {
      setTrail([])
      go({ cursor: undefined, ...patch }, true)
    },
    next: (to) => {
      setTrail([...trail, cursor])
      go({ cursor: to }, false)
    },
    previous: () => {
      go({ cursor: trail.at(-1) }, false)
      setTrail(trail.slice(0, -1))
    },
    pageNumber: cursor === undefined ? 1 : trail.length > 0 ? trail.length + 1 : undefined,
  }
}

/** The same without the URL, for a second list on a page. */
export function useTableLocal(facetIds: readonly string[] = []): TableState & { query: TablePatch } {
  const [values, setValues] = useState<TablePatch>({})
  const [trail, setTrail] = useState<readonly (string | undefined)[]>([])
  const cursor = asText(values.cursor)
  const limit = Number(values.limit ?? DEFAULT_PAGE_SIZE)
  return {
    query: { ...values, limit },
    q: asText(values.q) ?? '',
    sort: asText(values.sort),
    cursor,
    limit,
    filters: Object.fromEntries(facetIds.map((id) => [id, asText(values[id])])),
    change: (patch) => {
      setTrail([])
      setValues({ ...values, cursor: undefined, ...patch })
    },
    next: (to) => {
      setTrail([...trail, cursor])
      setValues({ ...values, cursor: to })
    },
    previous: () => {
      setValues({ ...values, cursor: trail.at(-1) })
      setTrail(trail.slice(0, -1))
    },
    pageNumber: cursor === undefined ? 1 : trail.length + 1,
  }
}
