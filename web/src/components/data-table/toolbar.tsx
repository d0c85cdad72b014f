import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { FacetButton } from '@/components/data-table/facet-button'
import { FilterField } from '@/components/data-table/filter-field'
import type { Facet } from '@/components/data-table/types'
import type { TableState } from '@/components/data-table/use-table-url'
import { Button } from '@/components/ui/button'
import { humanize } from '@/lib/format'

interface ToolbarProps {
  label: string
  searchPlaceholder: string | null
  facets: readonly Facet[]
  state: TableState
  extra?: ReactNode
  view: ReactNode
}

/** Filter field, facets, view menu; below them the active filters as chips. */
export function Toolbar({ label, searchPlaceholder, facets, state, extra, view }: ToolbarProps) {
  return (
    <div data-print="hide" className="flex flex-col gap-2 border-b px-4 py-3 sm:px-5">
      <div className="flex flex-wrap items-center gap-2">
        {searchPlaceholder === null ? null : (
          <FilterField
            label={`Filter ${label.toLowerCase()}`}
            placeholder={searchPlaceholder}
            value={state.q}
            onChange={(q) => state.change({ q })}
          />
        )}
        {facets.map((facet) => (
          <FacetButton
            key={facet.id}
            facet={facet}
            value={state.filters[facet.id]}
            onChange={(value) => state.change({ [facet.id]: value })}
          />
        ))}
        {extra}
        {view}
      </div>
      <ActiveChips facets={facets} state={state} />
    </div>
  )
}

/** What is filtered now, by the facet's words. */
export function activeFilters(facets: readonly Facet[], state: TableState) {
  const chips = facets.flatMap((facet) => {
    const value = state.filters[facet.id]
    if (value === undefined) return []
    const word = facet.options.find((option) => option.value === value)?.label ?? humanize(value)
    return [{ id: facet.id, text: `${facet.label}: ${word}` }]
  })
  return state.q ? [{ id: 'q', text: `“${state.q}”` }, ...chips] : chips
}

function ActiveChips({ facets, state }: { facets: readonly Facet[]; state: TableState }) {
  const chips = activeFilters(facets, state)
  if (chips.length === 0) return null
  return (
    <ul className="flex flex-wrap items-center gap-2" aria-label="Active filters">
      {chips.map((chip) => (
        <li
          key={chip.id}
          className="inline-flex h-6 items-center gap-1 rounded-full border bg-muted pr-1 pl-2.5 text-xs"
        >
          {chip.text}
          <button
            type="button"
            aria-label={`Remove ${chip.text}`}
            onClick={() => state.change({ [chip.id]: undefined })}
            className="grid size-5 place-content-center rounded-full text-muted-foreground outline-none hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/60"
          >
            <X className="size-3" />
          </button>
        </li>
      ))}
      <li>
        <Button
          variant="link"
          size="inline"
          className="text-xs"
          onClick={() => state.change(Object.fromEntries(chips.map((chip) => [chip.id, undefined])))}
        >
          Clear
        </Button>
      </li>
    </ul>
  )
}
