import type * as React from 'react'
import type { FieldValues, Path, UseFormReturn } from 'react-hook-form'
import { Field, FieldDescription, FieldError, FieldLabel } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Textarea } from '@/components/ui/textarea'

interface Shared<V extends FieldValues> {
  form: UseFormReturn<V>
  name: Path<V>
  label: string
  optional?: boolean
  description?: React.ReactNode
  className?: string
}

type TextFieldProps<V extends FieldValues> = Shared<V> &
  Omit<React.ComponentProps<'input'>, 'form' | 'name' | 'className'> & { mono?: boolean }

/** Label, input, description and error of one text of a form. */
export function TextField<V extends FieldValues>({
  form,
  name,
  label,
  optional,
  description,
  className,
  mono = false,
  ...input
}: TextFieldProps<V>) {
  const { error } = form.getFieldState(name, form.formState)
  return (
    <Field invalid={Boolean(error)} className={className}>
      <FieldLabel optional={optional}>{label}</FieldLabel>
      <Input
        autoComplete="off"
        spellCheck={mono ? false : undefined}
        className={mono ? 'font-mono' : undefined}
        {...input}
        {...form.register(name)}
      />
      {description ? <FieldDescription>{description}</FieldDescription> : null}
      <FieldError error={error} />
    </Field>
  )
}

/** The same for several lines. */
export function TextAreaField<V extends FieldValues>({
  form,
  name,
  label,
  optional,
  description,
  className,
  ...area
}: Shared<V> & Omit<React.ComponentProps<'textarea'>, 'form' | 'name' | 'className'>) {
  const { error } = form.getFieldState(name, form.formState)
  return (
    <Field invalid={Boolean(error)} className={className}>
      <FieldLabel optional={optional}>{label}</FieldLabel>
      <Textarea rows={3} {...area} {...form.register(name)} />
      {description ? <FieldDescription>{description}</FieldDescription> : null}
      <FieldError error={error} />
    </Field>
  )
}
