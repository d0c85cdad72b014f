import type { MouseEvent } from 'react'

const controls =
  'a, button, input, select, textarea, label, [role="checkbox"], [role="switch"], [role="combobox"]'

/** A click on the row is a click on its first link, unless it was meant for something else in the row. */
export function openRowOnClick(event: MouseEvent<HTMLElement>) {
  if (!(event.target instanceof Element) || event.target.closest(controls)) return
  if (window.getSelection()?.isCollapsed === false) return
  const link = event.currentTarget.querySelector<HTMLAnchorElement>('a[href]')
  if (!link) return
  if (event.ctrlKey || event.metaKey) window.open(link.href, '_blank', 'noopener')
  else link.click()
}
