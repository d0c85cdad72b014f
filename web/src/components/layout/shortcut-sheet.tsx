import { onDemand } from '@/lib/on-demand'
import { useShortcuts } from '@/lib/shortcuts'
import { createStore } from '@/lib/store'

const shortcutList = onDemand(() => import('@/components/layout/shortcut-list'))
const openStore = createStore(false)
export const openShortcutSheet = () => openStore.set(() => true)

/** The `?` sheet, loaded when it is first asked for. */
export function ShortcutSheet() {
  const open = openStore.use()
  useShortcuts([{ keys: '?', label: 'Show this list', group: 'Everywhere', run: openShortcutSheet }])
  const ShortcutList = shortcutList.useComponent(open)
  return open && ShortcutList ? <ShortcutList onClose={() => openStore.set(() => false)} /> : null
}
