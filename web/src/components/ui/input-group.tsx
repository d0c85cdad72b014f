import type * as React from 'react'
import { useFieldControl } from '@/components/ui/field'
import { cn } from '@/lib/utils'

/** An input with things before or after it inside one border. */
export function InputGroup({ className, ...props }: React.ComponentProps<'div'>) {
  return (
    <div
      data-slot="input-group"
      className={cn(
        'flex h-9 w-full min-w-0 items-center rounded-md border border-input bg-surface transition-colors focus-within:border-ring focus-within:ring-[3px] focus-within:ring-ring/40 has-disabled:opacity-50 has-aria-invalid:border-destructive',
        className,
      )}
      {...props}
    />
  )
}

export function InputGroupInput({ className, ...props }: React.ComponentProps<'input'>) {
  const control = useFieldControl()
  return (
    <input
      data-slot="input-group-input"
      className={cn(
        'h-full min-w-0 flex-1 bg-transparent px-3 text-base outline-none placeholder:text-muted-foreground/80 disabled:cursor-not-allowed sm:text-sm',
        className,
      )}
      {...control}
      {...props}
    />
  )
}

export function InputGroupAddon({ className, ...props }: React.ComponentProps<'span'>) {
  return (
    <span
      data-slot="input-group-addon"
      className={cn(
        "flex shrink-0 items-center gap-1 px-2.5 text-muted-foreground text-sm first:pr-0 [&_svg:not([class*='size-'])]:size-4",
        className,
      )}
      {...props}
    />
  )
}
