import { cn } from '@/lib/utils'

/** A bar with a number beside it: CPU, quota, coverage. */
export function Meter({
  value,
  max = 100,
  label,
  text,
  tone = 'default',
  className,
}: {
  value: number
  max?: number
  label: string
  /** What is shown at the right; the percentage when absent. */
  text?: string
  tone?: 'default' | 'success' | 'warning' | 'destructive'
  className?: string
}) {
  const share = max > 0 ? Math.min(100, Math.max(0, (value / max) * 100)) : 0
  const shown = text ?? `${Math.round(share)}%`
  const fill = {
    default: 'bg-chart-1',
    success: 'bg-success',
    warning: 'bg-warning',
    destructive: 'bg-destructive',
  }[tone]
  return (
    <div data-slot="meter" className={cn('flex flex-col gap-1.5', className)}>
      <div className="flex justify-between gap-2 text-dense">
        <span className="text-muted-foreground">{label}</span>
        <span className="tnum">{shown}</span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: the look of <meter> cannot be styled alike in all browsers */}
      <div
        role="meter"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuetext={shown}
        className="h-1.5 overflow-hidden rounded-full bg-muted"
      >
        <div className={cn('h-full rounded-full', fill)} style={{ width: `${share}%` }} />
      </div>
    </div>
  )
}
