import type { LucideIcon } from 'lucide-react'
import { useEffect, useId, useRef } from 'react'
import { createStore } from '@/lib/store'

export interface QuickAction {
  label: string
  icon?: LucideIcon
  /** Extra words the palette finds it by. */
  keywords?: string[]
  run: () => void
}

const store = createStore<ReadonlyMap<string, readonly QuickAction[]>>(new Map())

/**
 * Offers actions of this page in the palette for as long as the component is on the page.
 * `useQuickActions([{ label: 'Restart fra-db-01', run: restart }])`
 */
export function useQuickActions(actions: readonly QuickAction[]) {
  const id = useId()
  const latest = useRef(actions)
  latest.current = actions
  const signature = actions.map((action) => action.label).join('|')
  useEffect(() => {
    if (signature === '') return
    const stable = latest.current.map((action, index) => ({
      ...action,
      run: () => latest.current[index]?.run(),
    }))
    store.set((map) => new Map(map).set(id, stable))
    return () =>
      store.set((map) => {
        const next = new Map(map)
        next.delete(id)
        return next
      })
  }, [id, signature])
}

export const useOfferedActions = () => [...store.use().values()].flat()
