import { Menu, PanelLeft, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { openPalette } from '@/components/layout/command-palette'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { modKey } from '@/lib/shortcuts'

interface TopBarProps {
  collapsed: boolean
  onToggleRail: () => void
  onOpenMenu: () => void
  /** The one primary action of the area, and a bell once there is something to ring for. */
  children?: ReactNode
}

export function TopBar({ collapsed, onToggleRail, onOpenMenu, children }: TopBarProps) {
  return (
    <header
      data-print="hide"
      className="sticky top-0 z-30 flex h-14 shrink-0 items-center gap-3 border-b bg-background px-4 lg:px-6"
    >
      <Button variant="ghost" size="icon" className="lg:hidden" aria-label="Open menu" onClick={onOpenMenu}>
        <Menu aria-hidden="true" />
      </Button>
      <Button
        variant="ghost"
        size="icon-sm"
        className="-ml-2 hidden text-muted-foreground lg:inline-flex"
        aria-label={collapsed ? 'Expand menu' : 'Collapse menu'}
        aria-expanded={!collapsed}
        onClick={onToggleRail}
      >
        <PanelLeft aria-hidden="true" />
      </Button>
      <button
        type="button"
        onClick={openPalette}
        aria-keyshortcuts="Control+K Meta+K"
        className="flex h-9 min-w-0 max-w-96 flex-1 items-center gap-2 rounded-md border border-input/50 bg-surface px-3 text-muted-foreground outline-none transition-colors hover:border-input focus-visible:ring-[3px] focus-visible:ring-ring/60"
      >
        <Search aria-hidden="true" className="size-4 shrink-0" />
        <span className="flex-1 truncate text-left">Search or jump to…</span>
        <Kbd aria-hidden="true" className="hidden sm:inline-flex">
          {modKey()} K
        </Kbd>
      </button>
      <div className="ml-auto flex items-center gap-2">{children}</div>
    </header>
  )
}
