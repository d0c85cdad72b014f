import { Toast, ToastProvider, ToastViewport } from '@/components/ui/toast'
import { toast, toastStore } from '@/lib/toasts'

/** Loaded with the first toast. */
export default function ToastList() {
  const list = toastStore.use()
  return (
    <ToastProvider>
      {list.map((entry) => (
        <Toast
          key={entry.id}
          tone={entry.tone}
          title={entry.title}
          description={entry.description}
          action={entry.action}
          duration={entry.duration}
          onOpenChange={(open) => !open && toast.dismiss(entry.id)}
        />
      ))}
      <ToastViewport />
    </ToastProvider>
  )
}
