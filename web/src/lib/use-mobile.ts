import { useSyncExternalStore } from 'react'

function subscribeTo(query: string) {
  return (onChange: () => void) => {
    const media = window.matchMedia(query)
    media.addEventListener('change', onChange)
    return () => media.removeEventListener('change', onChange)
  }
}

const below640 = '(max-width: 639.98px)'
const subscribe640 = subscribeTo(below640)

/** True on phones. Prefer CSS; use this only where the markup itself differs. */
export function useIsPhone() {
  return useSyncExternalStore(subscribe640, () => window.matchMedia(below640).matches)
}
