import { useCallback, useMemo } from 'react'
import { createStore } from '@/lib/store'

const prefix = 'kn.pref.'
const stores = new Map<string, ReturnType<typeof createStore<string | null>>>()

function read(key: string) {
  try {
    return localStorage.getItem(prefix + key)
  } catch {
    return null
  }
}

function storeOf(key: string) {
  let store = stores.get(key)
  if (!store) {
    store = createStore(read(key))
    stores.set(key, store)
  }
  return store
}

/** A small text remembered on this device: the rail, a table's density, its hidden columns. */
export function usePreference(key: string, initial: string) {
  const store = useMemo(() => storeOf(key), [key])
  const value = store.use() ?? initial
  const set = useCallback(
    (next: string) => {
      store.set(() => next)
      try {
        localStorage.setItem(prefix + key, next)
      } catch {
        // Storage may be forbidden; the choice then lasts until the page is left.
      }
    },
    [key, store],
  )
  return [value, set] as const
}

export function getPreference(key: string, initial: string) {
  return storeOf(key).get() ?? initial
}
