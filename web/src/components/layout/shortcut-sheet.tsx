import { lazy, Suspense } from 'react'
import { useShortcuts } from '@/lib/shortcuts'
import { createStore } from '@/lib/store'

const ShortcutList = lazy(() => import('@/components/layout/shortcut-list'))
const openStore = createStore(false)
export const openShortcutSheet = () => openStore.set(() => true)

/** The `?` sheet, loaded when it is first asked for. */
export function ShortcutSheet() {
  const open = openStore.use()
  useShortcuts([{ keys: '?', label: 'Show this list', group: 'Everywhere', run: openShortcutSheet }])
  return open ? (
    <Suspense>
      <ShortcutList onClose={() => openStore.set(() => false)} />
    </Suspense>
  ) : null
}
