import type * as React from 'react'
import { createContext, use, useId } from 'react'
import { cn } from '@/lib/utils'

interface FieldIds {
  control: string
  description: string
  error: string
  invalid: boolean
}

const FieldContext = createContext<FieldIds | null>(null)

/** Wires label, control, description and error of one control. */
export function Field({
  className,
  invalid = false,
  id,
  ...props
}: React.ComponentProps<'div'> & { invalid?: boolean }) {
  const own = useId()
  const control = id ?? own
  return (
    <FieldContext value={{ control, description: `${control}-d`, error: `${control}-e`, invalid }}>
      <div
        data-slot="field"
        data-invalid={invalid || undefined}
        className={cn('flex flex-col gap-1.5', className)}
        {...props}
      />
    </FieldContext>
  )
}

/** The attributes a control inside a `Field` needs; the inputs of this kit take them by themselves. */
export function useFieldControl() {
  const field = use(FieldContext)
  if (!field) return {}
  return {
    id: field.control,
    'aria-invalid': field.invalid || undefined,
    'aria-describedby': `${field.description} ${field.error}`,
  }
}

export function FieldGroup({ className, ...props }: React.ComponentProps<'div'>) {
  return <div data-slot="field-group" className={cn('flex flex-col gap-4', className)} {...props} />
}

export function FieldLabel({
  className,
  optional,
  children,
  ...props
}: React.ComponentProps<'label'> & { optional?: boolean }) {
  const field = use(FieldContext)
  return (
    <label
      data-slot="field-label"
      htmlFor={field?.control}
      className={cn('flex items-center gap-2 font-medium text-sm', className)}
      {...props}
    >
      {children}
      {optional ? <span className="font-normal text-muted-foreground text-xs">optional</span> : null}
    </label>
  )
}

export function FieldDescription({ className, ...props }: React.ComponentProps<'p'>) {
  const field = use(FieldContext)
  return (
    <p
      data-slot="field-description"
      id={field?.description}
      className={cn('text-dense text-muted-foreground', className)}
      {...props}
    />
  )
}

/** The message of a react-hook-form error, if any. */
export function FieldError({ error, className }: { error?: { message?: string }; className?: string }) {
  const field = use(FieldContext)
  if (!error?.message) return null
  return (
    <p data-slot="field-error" id={field?.error} className={cn('text-dense text-destructive', className)}>
      {error.message}
    </p>
  )
}

/** A group of controls under one legend. */
export function FieldSet({ className, ...props }: React.ComponentProps<'fieldset'>) {
  return (
    <fieldset data-slot="field-set" className={cn('flex min-w-0 flex-col gap-3', className)} {...props} />
  )
}

export function FieldLegend({ className, ...props }: React.ComponentProps<'legend'>) {
  return (
    <legend
      data-slot="field-legend"
      className={cn('mb-3 font-semibold text-[0.9375rem]', className)}
      {...props}
    />
  )
}
