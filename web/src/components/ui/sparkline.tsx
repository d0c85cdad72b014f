import { cn } from '@/lib/utils'

/** A 64×20 trend line for a tile; decoration, the number beside it says the same. */
export function Sparkline({ points, className }: { points: readonly number[]; className?: string }) {
  if (points.length < 2) return null
  const low = Math.min(...points)
  const span = Math.max(...points) - low || 1
  const path = points
    .map((value, index) => `${(index / (points.length - 1)) * 62 + 1},${19 - ((value - low) / span) * 18}`)
    .join(' ')
  return (
    <svg
      data-slot="sparkline"
      aria-hidden="true"
      viewBox="0 0 64 20"
      className={cn('h-5 w-16 text-chart-1', className)}
    >
      <polyline points={path} fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinejoin="round" />
    </svg>
  )
}
