import { Check, Minus } from 'lucide-react'
import { Checkbox as CheckboxPrimitive } from 'radix-ui'
import type * as React from 'react'
import { cn } from '@/lib/utils'

/** The box is 16 px, the target 24. */
export function Checkbox({ className, ...props }: React.ComponentProps<typeof CheckboxPrimitive.Root>) {
  return (
    <CheckboxPrimitive.Root
      data-slot="checkbox"
      className={cn(
        'group -m-1 grid size-6 shrink-0 place-content-center rounded-md outline-none disabled:cursor-not-allowed disabled:opacity-50',
        className,
      )}
      {...props}
    >
      <span className="grid size-4 place-content-center rounded-sm border border-input transition-colors group-focus-visible:ring-[3px] group-focus-visible:ring-ring/60 group-aria-invalid:border-destructive group-data-[state=checked]:border-primary group-data-[state=indeterminate]:border-primary group-data-[state=checked]:bg-primary group-data-[state=indeterminate]:bg-primary">
        <CheckboxPrimitive.Indicator className="text-primary-foreground">
          <Check className="hidden size-3.5 group-data-[state=checked]:block" strokeWidth={3} />
          <Minus className="hidden size-3.5 group-data-[state=indeterminate]:block" strokeWidth={3} />
        </CheckboxPrimitive.Indicator>
      </span>
    </CheckboxPrimitive.Root>
  )
}
