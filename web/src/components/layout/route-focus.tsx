import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

/**
 * After each change of page the focus goes to the new heading and the title is announced. It hangs on `onRendered`:
 * the location changes before the page is drawn.
 */
export function RouteFocus() {
  const router = useRouter()
  const [announced, setAnnounced] = useState('')
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (!fromLocation || !pathChanged) return
        const heading =
          document.querySelector<HTMLElement>('main h1') ?? document.querySelector<HTMLElement>('main')
        heading?.focus({ preventScroll: true })
        setAnnounced(document.title)
      }),
    [router],
  )
  return (
    <p aria-live="assertive" className="sr-only">
      {announced}
    </p>
  )
}
