import { type RefObject, useState } from 'react'
import { useShortcuts } from '@/lib/shortcuts'

interface Keys {
  container: RefObject<HTMLElement | null>
  count: number
  onSelect?: (index: number) => void
}

/** j/k move, Enter opens, x selects. Answers the active row, −1 when none. */
export function useTableKeys({ container, count, onSelect }: Keys) {
  const [active, setActive] = useState(-1)
  const current = active < count ? active : -1

  function move(to: number) {
    const index = Math.max(0, Math.min(count - 1, to))
    setActive(index)
    rowAt(index)?.scrollIntoView({ block: 'nearest' })
  }

  const rowAt = (index: number) => container.current?.querySelector<HTMLElement>(`[data-row="${index}"]`)

  useShortcuts(
    [
      { keys: 'j', label: 'Next row', group: 'Lists', run: () => move(current + 1) },
      { keys: 'k', label: 'Previous row', group: 'Lists', run: () => move(current - 1) },
      {
        keys: 'Enter',
        label: 'Open the row',
        group: 'Lists',
        run: () => rowAt(current)?.querySelector<HTMLAnchorElement>('a[href]')?.click(),
      },
      ...(onSelect
        ? [
            {
              keys: 'x',
              label: 'Select the row',
              group: 'Lists',
              run: () => current >= 0 && onSelect(current),
            },
          ]
        : []),
    ],
    count > 0,
  )
  return current
}
