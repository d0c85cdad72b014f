import type * as React from 'react'
import { cn } from '@/lib/utils'

/** Facts as term and value. Children may only be `DescriptionItem`. */
export function DescriptionList({ className, ...props }: React.ComponentProps<'dl'>) {
  return (
    <dl data-slot="description-list" className={cn('grid gap-x-6 gap-y-3 text-sm', className)} {...props} />
  )
}

export function DescriptionItem({
  term,
  children,
  className,
  layout = 'row',
}: {
  term: React.ReactNode
  children: React.ReactNode
  className?: string
  layout?: 'row' | 'stack'
}) {
  return (
    <div
      data-slot="description-item"
      className={cn(
        'min-w-0',
        layout === 'row' ? 'flex items-baseline justify-between gap-4' : 'flex flex-col gap-0.5',
        className,
      )}
    >
      <dt className="shrink-0 text-muted-foreground">{term}</dt>
      <dd className={cn('min-w-0 break-words', layout === 'row' && 'text-right')}>{children}</dd>
    </div>
  )
}
