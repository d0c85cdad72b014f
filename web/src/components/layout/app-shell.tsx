import { Link } from '@tanstack/react-router'
import { FlaskConical } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { AccountMenu } from '@/components/layout/account-menu'
import { CommandPalette } from '@/components/layout/command-palette'
import type { Area } from '@/components/layout/nav'
import { OfflineBar } from '@/components/layout/offline-bar'
import { Rail } from '@/components/layout/rail'
import { ShortcutSheet } from '@/components/layout/shortcut-sheet'
import { TopBar } from '@/components/layout/top-bar'
import { useNav } from '@/components/layout/use-nav'
import { SessionEndedDialog } from '@/components/session-ended'
import { Button } from '@/components/ui/button'
import { Sheet, SheetContent, SheetTitle } from '@/components/ui/sheet'
import { usePreference } from '@/lib/preferences'
import { useMe, useSite } from '@/lib/use-session'
import { cn } from '@/lib/utils'

/** Rail, top bar and content of the customer and the admin console. */
export function AppShell({ area, children }: { area: Area; children: ReactNode }) {
  const me = useMe()
  const groups = useNav(area, me.permissions)
  const demo = useSite()?.mode === 'demo'
  const [rail, setRail] = usePreference('rail', 'open')
  const [menuOpen, setMenuOpen] = useState(false)
  const collapsed = rail === 'closed'
  const home = area === 'admin' ? '/admin' : '/dashboard'
  const canOrder =
    area === 'customer' && groups.some((group) => group.items.some((item) => item.to === orderPath))
  return (
    <div className="flex min-h-dvh flex-col">
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-primary px-4 py-2 font-medium text-primary-foreground focus:translate-y-0"
      >
        Skip to content
      </a>
      {demo ? <DemoBanner /> : null}
      <OfflineBar />
      <div className="flex flex-1">
        <aside
          data-print="hide"
          className={cn(
            'z-20 hidden shrink-0 border-sidebar-border border-r bg-sidebar lg:block',
            collapsed ? 'w-16' : 'w-60',
          )}
        >
          <div className={cn('sticky top-0', demo ? 'h-[calc(100dvh-2rem)]' : 'h-dvh')}>
            <Rail
              groups={groups}
              collapsed={collapsed}
              home={home}
              footer={<AccountMenu me={me} area={area} collapsed={collapsed} />}
            />
          </div>
        </aside>
        <div className="flex min-w-0 flex-1 flex-col">
          <TopBar
            collapsed={collapsed}
            onToggleRail={() => setRail(collapsed ? 'open' : 'closed')}
            onOpenMenu={() => setMenuOpen(true)}
          >
            {canOrder ? (
              <Button asChild size="sm">
                <Link to={orderPath}>Order server</Link>
              </Button>
            ) : null}
          </TopBar>
          <main
            id="content"
            tabIndex={-1}
            className="mx-auto w-full max-w-[1400px] flex-1 p-4 outline-none lg:p-6"
          >
            {children}
          </main>
        </div>
      </div>
      <Sheet open={menuOpen} onOpenChange={setMenuOpen}>
        <SheetContent side="left" size="nav" aria-describedby={undefined}>
          <SheetTitle className="sr-only">Menu</SheetTitle>
          <Rail
            groups={groups}
            home={home}
            footer={<AccountMenu me={me} area={area} />}
            onNavigate={() => setMenuOpen(false)}
          />
        </SheetContent>
      </Sheet>
      <CommandPalette groups={groups} />
      <ShortcutSheet />
      <SessionEndedDialog email={me.user.email} />
    </div>
  )
}

const orderPath: string = '/dashboard/order'

function DemoBanner() {
  return (
    <section
      data-print="hide"
      aria-label="Demo mode"
      className="flex h-8 shrink-0 items-center justify-center gap-2 border-warning/30 border-b bg-warning/12 px-4 text-warning text-xs"
    >
      <FlaskConical aria-hidden="true" className="size-3.5 shrink-0" />
      <p className="truncate">Demo mode: sample data, no real servers, no mail sent.</p>
    </section>
  )
}
