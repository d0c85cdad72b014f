import type * as React from 'react'
import { initials } from '@/lib/format'
import { cn } from '@/lib/utils'

/** Initials only: no picture is ever fetched from elsewhere. */
export function Avatar({ name, className, ...props }: React.ComponentProps<'span'> & { name: string }) {
  return (
    <span
      data-slot="avatar"
      aria-hidden="true"
      className={cn(
        'inline-flex size-8 shrink-0 select-none items-center justify-center rounded-full bg-sidebar-accent font-medium text-link text-xs',
        className,
      )}
      {...props}
    >
      {initials(name)}
    </span>
  )
}
