import { type ComponentType, useEffect } from 'react'
import { createStore } from '@/lib/store'

const all = new Set<() => void>()

/**
 * A component that is not in the first load: fetched when first wanted, or a moment after the page is quiet. Unlike
 * `lazy` it never suspends, so what is already here is drawn at once.
 */
export function onDemand<P>(load: () => Promise<{ default: ComponentType<P> }>) {
  const store = createStore<ComponentType<P> | null>(null)
  let started = false
  const preload = () => {
    if (started) return
    started = true
    load().then(
      (module) => store.set(() => module.default),
      () => {
        started = false // no connection: the next wish tries again
      },
    )
  }
  all.add(preload)
  return {
    /** The component once it is here; `wanted` fetches it. */
    useComponent(wanted: boolean) {
      const component = store.use()
      useWanted(wanted, preload)
      return component
    },
  }
}

function useWanted(wanted: boolean, preload: () => void) {
  useEffect(() => {
    if (wanted) preload()
  }, [wanted, preload])
}

const QUIET_MS = 1_500

/** Fetches everything of this kind once the first page has settled. */
export function usePreloadOnDemand() {
  useEffect(() => {
    const timer = setTimeout(() => {
      for (const preload of all) preload()
    }, QUIET_MS)
    return () => clearTimeout(timer)
  }, [])
}
