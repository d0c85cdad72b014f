import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import type { NavGroup } from '@/components/layout/nav'
import { Dialog, DialogContent, DialogTitle } from '@/components/ui/dialog'
import { onDemand } from '@/lib/on-demand'
import { useShortcuts } from '@/lib/shortcuts'
import { createStore } from '@/lib/store'

const paletteBody = onDemand(() => import('@/components/layout/palette-body'))
const openStore = createStore(false)
export const openPalette = () => openStore.set(() => true)
const closePalette = () => openStore.set(() => false)

/** Ctrl/⌘ K: this page's actions first, then every place to go. Also registers the `g …` shortcuts. */
export function CommandPalette({ groups }: { groups: readonly NavGroup[] }) {
  const open = openStore.use()
  const PaletteBody = paletteBody.useComponent(open)
  const navigate = useNavigate()
  const jumped = useRef(false)
  const items = groups.flatMap((group) => group.items)

  useShortcuts(
    items
      .filter((item) => item.key)
      .map((item) => ({
        keys: `g ${item.key}`,
        label: item.label,
        group: 'Go to',
        run: () => void navigate({ to: item.to }),
      })),
  )

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey)) return
      event.preventDefault()
      openStore.set((now) => !now)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])

  function pick(run: () => void) {
    jumped.current = true
    closePalette()
    run()
  }

  return (
    <Dialog open={open} onOpenChange={(next) => openStore.set(() => next)}>
      <DialogContent
        closable={false}
        aria-describedby={undefined}
        className="top-[12vh] translate-y-0 gap-0 overflow-hidden p-0"
        onCloseAutoFocus={(event) => {
          // After a jump the focus belongs to the new page's heading.
          if (jumped.current) event.preventDefault()
          jumped.current = false
        }}
      >
        <DialogTitle className="sr-only">Search or jump to</DialogTitle>
        {PaletteBody ? (
          <PaletteBody items={items} pick={pick} goTo={(to) => void navigate({ to })} />
        ) : (
          <div className="h-64" />
        )}
      </DialogContent>
    </Dialog>
  )
}
