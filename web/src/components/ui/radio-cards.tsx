import { RadioGroup } from 'radix-ui'
import type * as React from 'react'
import { cn } from '@/lib/utils'

/** A radio group drawn as cards: plans, locations, payment methods. Needs `aria-label` or `aria-labelledby`. */
export function RadioCards({ className, ...props }: React.ComponentProps<typeof RadioGroup.Root>) {
  return <RadioGroup.Root data-slot="radio-cards" className={cn('grid gap-3', className)} {...props} />
}

export function RadioCard({
  className,
  title,
  description,
  aside,
  children,
  ...props
}: Omit<React.ComponentProps<typeof RadioGroup.Item>, 'title'> & {
  title: React.ReactNode
  description?: React.ReactNode
  aside?: React.ReactNode
}) {
  return (
    <RadioGroup.Item
      data-slot="radio-card"
      className={cn(
        'group flex w-full items-start gap-3 rounded-lg border border-input/60 bg-surface p-3.5 text-left outline-none transition-colors hover:border-input focus-visible:ring-[3px] focus-visible:ring-ring/60 disabled:cursor-not-allowed disabled:opacity-50 data-[state=checked]:border-ring data-[state=checked]:bg-primary/12',
        className,
      )}
      {...props}
    >
      <span
        aria-hidden="true"
        className="mt-0.5 grid size-4 shrink-0 place-content-center rounded-full border border-input group-data-[state=checked]:border-ring"
      >
        <span className="hidden size-2 rounded-full bg-ring group-data-[state=checked]:block" />
      </span>
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="font-medium">{title}</span>
        {description ? <span className="text-dense text-muted-foreground">{description}</span> : null}
        {children}
      </span>
      {aside ? <span className="tnum shrink-0 text-right">{aside}</span> : null}
    </RadioGroup.Item>
  )
}
