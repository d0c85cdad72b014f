import { cn } from '@/lib/utils'

/** A nest seen from the side: the triangle of the favicon on its blue square. */
export function BrandMark({ className }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" className={cn('size-7 shrink-0', className)}>
      <rect width="32" height="32" rx="8" className="fill-primary" />
      <path
        d="M16 9.5 23 21.5H9z"
        fill="none"
        strokeWidth="2.6"
        strokeLinejoin="round"
        className="stroke-primary-foreground"
      />
    </svg>
  )
}
