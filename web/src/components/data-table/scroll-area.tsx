import type { ReactNode } from 'react'

/** A wide table scrolls inside its card on small screens; what scrolls can be reached with the keyboard. */
export function ScrollArea(props: { label: string; focusable: boolean; children: ReactNode }) {
  return (
    <section
      aria-label={props.focusable ? `${props.label}, scrolls sideways` : undefined}
      tabIndex={props.focusable ? 0 : undefined}
      className="relative outline-none focus-visible:ring-[3px] focus-visible:ring-ring/60 focus-visible:ring-inset max-lg:overflow-x-auto max-lg:whitespace-nowrap"
    >
      {props.children}
    </section>
  )
}
