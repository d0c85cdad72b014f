import { lazy, Suspense, useState } from 'react'
import { toastStore } from '@/lib/toasts'

const ToastList = lazy(() => import('@/components/toast-list'))

/** Mounted once by the app root; filled through `toast.success(…)` from lib/toasts. */
export function Toaster() {
  const [needed, setNeeded] = useState(false)
  const any = toastStore.use().length > 0
  if (any && !needed) setNeeded(true)
  return needed ? (
    <Suspense>
      <ToastList />
    </Suspense>
  ) : null
}
