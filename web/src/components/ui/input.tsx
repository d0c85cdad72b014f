import type * as React from 'react'
import { useFieldControl } from '@/components/ui/field'
import { cn } from '@/lib/utils'

export const inputClass =
  'h-9 w-full min-w-0 rounded-md border border-input bg-surface px-3 text-base outline-none transition-colors placeholder:text-muted-foreground/80 focus-visible:border-ring focus-visible:ring-[3px] focus-visible:ring-ring/40 disabled:cursor-not-allowed disabled:opacity-50 read-only:bg-transparent aria-invalid:border-destructive aria-invalid:focus-visible:ring-destructive/30 sm:text-sm'

export function Input({ className, type = 'text', ...props }: React.ComponentProps<'input'>) {
  const control = useFieldControl()
  return <input data-slot="input" type={type} className={cn(inputClass, className)} {...control} {...props} />
}
