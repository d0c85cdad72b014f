import { CircleCheck, CircleX, Info, X } from 'lucide-react'
import { Toast as ToastPrimitive } from 'radix-ui'
import type * as React from 'react'
import { cn } from '@/lib/utils'

export type ToastTone = 'success' | 'error' | 'info'

const icons = { success: CircleCheck, error: CircleX, info: Info }
const colors = { success: 'text-success', error: 'text-destructive', info: 'text-info' }

export function ToastProvider(props: React.ComponentProps<typeof ToastPrimitive.Provider>) {
  return <ToastPrimitive.Provider swipeDirection="right" {...props} />
}

export function ToastViewport({ className, ...props }: React.ComponentProps<typeof ToastPrimitive.Viewport>) {
  return (
    <ToastPrimitive.Viewport
      data-slot="toast-viewport"
      className={cn(
        'fixed right-4 bottom-4 z-50 flex w-[calc(100%-2rem)] max-w-sm flex-col gap-2 outline-none',
        className,
      )}
      {...props}
    />
  )
}

export function Toast({
  tone,
  title,
  description,
  action,
  ...props
}: Omit<React.ComponentProps<typeof ToastPrimitive.Root>, 'title'> & {
  tone: ToastTone
  title: string
  description?: string
  action?: { label: string; onSelect: () => void }
}) {
  const Icon = icons[tone]
  return (
    <ToastPrimitive.Root
      data-slot="toast"
      type={tone === 'error' ? 'foreground' : 'background'}
      className="data-[state=closed]:fade-out-0 data-[state=open]:fade-in-0 data-[state=open]:slide-in-from-bottom-2 flex items-start gap-3 rounded-lg border bg-popover p-3.5 text-popover-foreground shadow-lg data-[state=closed]:animate-out data-[state=open]:animate-in"
      {...props}
    >
      <Icon aria-hidden="true" className={cn('mt-0.5 size-4 shrink-0', colors[tone])} />
      <div className="min-w-0 flex-1">
        <ToastPrimitive.Title className="font-medium">{title}</ToastPrimitive.Title>
        {description ? (
          <ToastPrimitive.Description className="break-words text-dense text-muted-foreground">
            {description}
          </ToastPrimitive.Description>
        ) : null}
      </div>
      {action ? (
        <ToastPrimitive.Action
          altText={action.label}
          onClick={action.onSelect}
          className="-my-0.5 h-7 shrink-0 rounded-md px-2.5 font-medium text-dense text-link outline-none hover:bg-accent focus-visible:ring-[3px] focus-visible:ring-ring/60"
        >
          {action.label}
        </ToastPrimitive.Action>
      ) : null}
      <ToastPrimitive.Close
        aria-label="Dismiss"
        className="-m-1 grid size-6 shrink-0 place-content-center rounded-sm text-muted-foreground outline-none hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/60"
      >
        <X className="size-3.5" />
      </ToastPrimitive.Close>
    </ToastPrimitive.Root>
  )
}
