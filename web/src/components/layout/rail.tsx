import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { BrandMark } from '@/components/layout/brand-mark'
import type { NavGroup, NavItem } from '@/components/layout/nav'
import { Tooltip } from '@/components/ui/tooltip'
import { useBrandName } from '@/lib/use-session'
import { cn } from '@/lib/utils'

interface RailProps {
  groups: readonly NavGroup[]
  collapsed?: boolean
  home: string
  footer: ReactNode
  onNavigate?: () => void
}

/** The content of the rail; the shell puts it in an aside or, on small screens, in a sheet. */
export function Rail({ groups, collapsed = false, home, footer, onNavigate }: RailProps) {
  const brand = useBrandName()
  return (
    <div className="flex h-full min-h-0 flex-col">
      <Link
        to={home}
        onClick={onNavigate}
        className={cn(
          'flex h-14 shrink-0 items-center gap-2 rounded-md px-4 font-semibold text-base outline-none focus-visible:ring-[3px] focus-visible:ring-ring/60 focus-visible:ring-inset',
          collapsed && 'justify-center px-0',
        )}
      >
        <BrandMark />
        <span className={cn('truncate', collapsed && 'sr-only')}>{brand}</span>
      </Link>
      <nav aria-label="Main" className="flex-1 overflow-y-auto px-2 py-2">
        {groups.map((group, index) => (
          <div key={group.label ?? index} className={index > 0 ? 'mt-4' : undefined}>
            {group.label ? (
              <p
                className={cn(
                  'px-2.5 pb-1 font-medium text-2xs text-muted-foreground uppercase tracking-wider',
                  collapsed && 'sr-only',
                )}
              >
                {group.label}
              </p>
            ) : null}
            <ul className="flex flex-col gap-0.5">
              {group.items.map((item) => (
                <li key={item.to}>
                  <RailLink item={item} collapsed={collapsed} onNavigate={onNavigate} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
      <div className="shrink-0 border-t p-2">{footer}</div>
    </div>
  )
}

function RailLink({
  item,
  collapsed,
  onNavigate,
}: {
  item: NavItem
  collapsed: boolean
  onNavigate?: () => void
}) {
  const link = (
    <Link
      to={item.to}
      activeOptions={{ exact: item.exact ?? false, includeSearch: false }}
      onClick={onNavigate}
      className={cn(
        'group flex h-9 items-center gap-2.5 rounded-md px-2.5 text-muted-foreground outline-none transition-colors hover:bg-accent hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/60 data-[status=active]:bg-sidebar-accent data-[status=active]:font-medium data-[status=active]:text-foreground max-lg:h-11',
        collapsed && 'justify-center px-0',
      )}
    >
      <item.icon aria-hidden="true" className="size-4 shrink-0 group-data-[status=active]:text-link" />
      <span className={cn('truncate', collapsed && 'sr-only')}>{item.label}</span>
    </Link>
  )
  return collapsed ? (
    <Tooltip side="right" text={item.label}>
      {link}
    </Tooltip>
  ) : (
    link
  )
}
