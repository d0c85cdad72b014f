import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** The row of figures on top of a dashboard; its children are `StatTile`s. */
export function StatTiles({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-4">{children}</dl>
}

export function StatTile({
  icon: Icon,
  label,
  value,
  note,
}: {
  icon: LucideIcon
  label: string
  value: ReactNode
  note?: ReactNode
}) {
  return (
    <div data-slot="stat-tile" className="rounded-xl border bg-card px-4 py-4 sm:px-5">
      <dt className="flex items-center gap-2 text-muted-foreground">
        <Icon aria-hidden="true" className="size-4 text-link" />
        {label}
      </dt>
      <dd>
        <span className="tnum mt-1.5 block font-semibold text-2xl leading-tight sm:text-[1.75rem]">
          {value}
        </span>
        <span className="mt-1 block min-h-[1.125rem] text-muted-foreground text-xs">{note}</span>
      </dd>
    </div>
  )
}
