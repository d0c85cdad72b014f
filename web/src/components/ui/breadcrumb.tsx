import { ChevronRight } from 'lucide-react'
import { Slot } from 'radix-ui'
import type * as React from 'react'
import { cn } from '@/lib/utils'

export function Breadcrumb({ children, ...props }: React.ComponentProps<'nav'>) {
  return (
    <nav data-slot="breadcrumb" aria-label="Breadcrumb" {...props}>
      <ol className="flex flex-wrap items-center gap-1.5 text-dense text-muted-foreground">{children}</ol>
    </nav>
  )
}

export function BreadcrumbItem({ className, children, ...props }: React.ComponentProps<'li'>) {
  return (
    <li
      data-slot="breadcrumb-item"
      className={cn('group inline-flex items-center gap-1.5', className)}
      {...props}
    >
      {children}
      <ChevronRight aria-hidden="true" className="size-3.5 group-last:hidden" />
    </li>
  )
}

export function BreadcrumbLink({
  asChild,
  className,
  ...props
}: React.ComponentProps<'a'> & { asChild?: boolean }) {
  const Comp = asChild ? Slot.Root : 'a'
  return (
    <Comp
      data-slot="breadcrumb-link"
      className={cn('rounded-sm hover:text-foreground', className)}
      {...props}
    />
  )
}

export function BreadcrumbPage({ className, ...props }: React.ComponentProps<'span'>) {
  return (
    <span
      data-slot="breadcrumb-page"
      aria-current="page"
      className={cn('text-foreground', className)}
      {...props}
    />
  )
}
