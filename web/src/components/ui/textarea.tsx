import type * as React from 'react'
import { useFieldControl } from '@/components/ui/field'
import { cn } from '@/lib/utils'

/** Ctrl/⌘ Enter submits the form around it. */
export function Textarea({ className, onKeyDown, ...props }: React.ComponentProps<'textarea'>) {
  const control = useFieldControl()
  return (
    <textarea
      data-slot="textarea"
      className={cn(
        'field-sizing-content min-h-20 w-full rounded-md border border-input bg-surface px-3 py-2 text-base outline-none transition-colors placeholder:text-muted-foreground/80 focus-visible:border-ring focus-visible:ring-[3px] focus-visible:ring-ring/40 disabled:cursor-not-allowed disabled:opacity-50 aria-invalid:border-destructive sm:text-sm',
        className,
      )}
      onKeyDown={(event) => {
        onKeyDown?.(event)
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
          event.currentTarget.form?.requestSubmit()
      }}
      {...control}
      {...props}
    />
  )
}
