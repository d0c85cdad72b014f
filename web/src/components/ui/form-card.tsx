import type * as React from 'react'
import { useId } from 'react'
import { cn } from '@/lib/utils'

type FormCardProps = Omit<React.ComponentProps<'form'>, 'title'> & {
  title: string
  description?: React.ReactNode
  /** A note on the left of the footer. */
  note?: React.ReactNode
  /** The buttons on the right of the footer. */
  actions?: React.ReactNode
  variant?: 'default' | 'destructive'
  busy?: boolean
}

/** One section of a settings page: its own form, its own Save. */
export function FormCard({
  title,
  description,
  note,
  actions,
  variant = 'default',
  busy = false,
  className,
  children,
  ...props
}: FormCardProps) {
  const heading = useId()
  return (
    <form
      data-slot="form-card"
      noValidate
      aria-labelledby={heading}
      className={cn(
        'flex flex-col rounded-xl border bg-card',
        variant === 'destructive' && 'border-destructive/50',
        className,
      )}
      {...props}
    >
      <div className="flex flex-col gap-1 px-4 pt-4 sm:px-5 sm:pt-5">
        <h2 id={heading} className="font-semibold text-[0.9375rem]">
          {title}
        </h2>
        {description ? <p className="text-muted-foreground">{description}</p> : null}
      </div>
      <fieldset disabled={busy} className="flex min-w-0 flex-1 flex-col gap-4 px-4 py-4 sm:px-5">
        {children}
      </fieldset>
      {actions || note ? (
        <div className="flex flex-wrap items-center justify-between gap-3 border-t bg-surface/50 px-4 py-3 sm:px-5">
          <div className="text-dense text-muted-foreground">{note}</div>
          <div className="flex gap-2">{actions}</div>
        </div>
      ) : null}
    </form>
  )
}
