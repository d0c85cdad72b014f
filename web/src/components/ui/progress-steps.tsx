import { Check } from 'lucide-react'
import { cn } from '@/lib/utils'

/** The header of a wizard: `steps` are titles, `current` counts from 1. */
export function ProgressSteps({
  steps,
  current,
  className,
}: {
  steps: readonly string[]
  current: number
  className?: string
}) {
  return (
    <ol data-slot="progress-steps" className={cn('flex flex-wrap items-center gap-x-3 gap-y-2', className)}>
      {steps.map((title, index) => {
        const number = index + 1
        const done = number < current
        return (
          <li
            key={title}
            aria-current={number === current ? 'step' : undefined}
            className={cn(
              'flex items-center gap-2 text-dense',
              number === current ? 'font-medium text-foreground' : 'text-muted-foreground',
            )}
          >
            <span
              className={cn(
                'tnum grid size-6 place-content-center rounded-full border text-xs',
                number === current && 'border-primary bg-primary text-primary-foreground',
                done && 'border-success/40 bg-success/12 text-success',
              )}
            >
              {done ? <Check aria-hidden="true" className="size-3.5" /> : number}
            </span>
            <span className={number === current ? undefined : 'max-sm:sr-only'}>{title}</span>
            {done ? <span className="sr-only">done</span> : null}
            {number < steps.length ? (
              <span aria-hidden="true" className="hidden h-px w-8 bg-border sm:block" />
            ) : null}
          </li>
        )
      })}
    </ol>
  )
}
