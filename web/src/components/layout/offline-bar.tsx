import { WifiOff } from 'lucide-react'
import { useSyncExternalStore } from 'react'

function subscribe(onChange: () => void) {
  window.addEventListener('online', onChange)
  window.addEventListener('offline', onChange)
  return () => {
    window.removeEventListener('online', onChange)
    window.removeEventListener('offline', onChange)
  }
}

/** Says that what is on the screen may be old. */
export function OfflineBar() {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine)
  return (
    <div role="status">
      {online ? null : (
        <p className="flex items-center justify-center gap-2 border-b bg-muted px-4 py-1.5 text-xs">
          <WifiOff aria-hidden="true" className="size-3.5 shrink-0" />
          You are offline. What you see may be out of date.
        </p>
      )}
    </div>
  )
}
