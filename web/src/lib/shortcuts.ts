import { useEffect, useRef } from 'react'
import { getPreference } from '@/lib/preferences'
import { createStore } from '@/lib/store'

export interface Shortcut {
  /** `?`, `/`, `j`, or a sequence such as `g d`. */
  keys: string
  label: string
  group: string
  run: (event: KeyboardEvent) => void
}

const store = createStore<readonly Shortcut[]>([])
const SEQUENCE_MS = 1_000
let first: { key: string; at: number } | null = null

function isTyping(target: EventTarget | null) {
  if (!(target instanceof HTMLElement)) return false
  return target.isContentEditable || target.closest('input, textarea, select, [role="combobox"]') !== null
}

function isInDialog(target: EventTarget | null) {
  return (
    target instanceof HTMLElement &&
    target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null
  )
}

function isControl(target: EventTarget | null) {
  return target instanceof HTMLElement && target.closest('a, button, summary, [role="button"]') !== null
}

function onKeyDown(event: KeyboardEvent) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
  if (event.key.length !== 1 && event.key !== 'Enter') return
  if (isTyping(event.target) || isInDialog(event.target) || getPreference('shortcuts', 'on') === 'off') return
  if (event.key === 'Enter' && isControl(event.target)) return
  const list = store.get()
  const sequence = first && event.timeStamp - first.at < SEQUENCE_MS ? `${first.key} ${event.key}` : null
  first = null
  const hit =
    list.findLast((item) => item.keys === sequence) ?? list.findLast((item) => item.keys === event.key)
  if (hit) {
    event.preventDefault()
    hit.run(event)
    return
  }
  if (list.some((item) => item.keys.startsWith(`${event.key} `)))
    first = { key: event.key, at: event.timeStamp }
}

let listening = false
function listen() {
  if (listening) return
  listening = true
  window.addEventListener('keydown', onKeyDown)
}

/** Single-key shortcuts while the component is on the page. They never fire while typing and can be turned off. */
export function useShortcuts(shortcuts: readonly Shortcut[], enabled = true) {
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const signature = shortcuts.map((item) => item.keys).join('|')
  useEffect(() => {
    if (!enabled || signature === '') return
    listen()
    const added = latest.current.map((item, index) => ({
      ...item,
      run: (event: KeyboardEvent) => latest.current[index]?.run(event),
    }))
    store.set((list) => [...list, ...added])
    return () => store.set((list) => list.filter((item) => !added.includes(item)))
  }, [enabled, signature])
}

/** What is registered now, for the `?` sheet. */
export const useRegisteredShortcuts = store.use

/** `⌘` on Apple devices, `Ctrl` elsewhere. */
export const modKey = () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? '⌘' : 'Ctrl')
