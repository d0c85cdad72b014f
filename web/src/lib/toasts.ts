import { createStore } from '@/lib/store'

export interface ToastEntry {
  id: number
  tone: 'success' | 'error' | 'info'
  title: string
  description?: string
  action?: { label: string; onSelect: () => void }
  duration: number
}

type Extra = Partial<Pick<ToastEntry, 'description' | 'action' | 'duration'>>

export const toastStore = createStore<readonly ToastEntry[]>([])
let next = 1

function show(tone: ToastEntry['tone'], title: string, extra: Extra = {}) {
  const id = next++
  const entry = { id, tone, title, duration: tone === 'error' ? 12_000 : 6_000, ...extra }
  toastStore.set((list) => [...list.slice(-3), entry])
  return id
}

export const toast = {
  success: (title: string, extra?: Extra) => show('success', title, extra),
  info: (title: string, extra?: Extra) => show('info', title, extra),
  error: (title: string, extra?: Extra) => show('error', title, extra),
  /** For something that was done at once and can be taken back: 10 seconds to change one's mind. */
  undo: (title: string, onUndo: () => void, extra?: Extra) =>
    show('success', title, { duration: 10_000, action: { label: 'Undo', onSelect: onUndo }, ...extra }),
  dismiss: (id: number) => toastStore.set((list) => list.filter((entry) => entry.id !== id)),
}
