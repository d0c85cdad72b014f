import { LoaderCircle } from 'lucide-react'
import type * as React from 'react'
import { cn } from '@/lib/utils'

export function Spinner({ className, ...props }: React.ComponentProps<'svg'>) {
  return (
    <LoaderCircle
      data-slot="spinner"
      aria-hidden="true"
      className={cn('size-4 animate-spin', className)}
      {...props}
    />
  )
}
