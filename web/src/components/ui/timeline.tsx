import { Check, CircleDashed, CircleX, LoaderCircle } from 'lucide-react'
import type * as React from 'react'
import { cn } from '@/lib/utils'

export type TimelineState = 'done' | 'current' | 'waiting' | 'failed'

/** What happened and what comes: `Paid → Queued → Being built → Ready`. */
export function Timeline({ className, ...props }: React.ComponentProps<'ol'>) {
  return <ol data-slot="timeline" className={cn('flex flex-col', className)} {...props} />
}

const looks = {
  done: { icon: Check, color: 'text-success border-success/40 bg-success/12', word: 'Done' },
  current: { icon: LoaderCircle, color: 'text-link border-link/40 bg-primary/20', word: 'In progress' },
  waiting: { icon: CircleDashed, color: 'text-muted-foreground', word: 'Waiting' },
  failed: {
    icon: CircleX,
    color: 'text-destructive border-destructive/40 bg-destructive/12',
    word: 'Failed',
  },
}

export function TimelineItem({
  state = 'done',
  title,
  time,
  children,
}: {
  state?: TimelineState
  title: React.ReactNode
  time?: React.ReactNode
  children?: React.ReactNode
}) {
  const { icon: Icon, color, word } = looks[state]
  return (
    <li
      data-slot="timeline-item"
      aria-current={state === 'current' ? 'step' : undefined}
      className="group relative flex gap-3 pb-5 last:pb-0"
    >
      <span aria-hidden="true" className="absolute top-6 bottom-0 left-3 w-px bg-border group-last:hidden" />
      <span
        className={cn('z-1 grid size-6 shrink-0 place-content-center rounded-full border bg-card', color)}
      >
        <Icon
          aria-hidden="true"
          className={cn('size-3.5', state === 'current' && 'motion-safe:animate-spin')}
        />
        <span className="sr-only">{word}</span>
      </span>
      <div className="min-w-0 flex-1 pt-0.5">
        <div className="flex flex-wrap items-baseline justify-between gap-x-3">
          <span className={cn('font-medium', state === 'waiting' && 'text-muted-foreground')}>{title}</span>
          {time ? <span className="text-muted-foreground text-xs">{time}</span> : null}
        </div>
        {children ? <div className="text-dense text-muted-foreground">{children}</div> : null}
      </div>
    </li>
  )
}
