import { onDemand } from '@/lib/on-demand'
import { toastStore } from '@/lib/toasts'

const toastList = onDemand(() => import('@/components/toast-list'))

/** Mounted once by the app root; filled through `toast.success(…)` from lib/toasts. */
export function Toaster() {
  const ToastList = toastList.useComponent(toastStore.use().length > 0)
  return ToastList ? <ToastList /> : null
}
