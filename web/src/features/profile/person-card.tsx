import { zodResolver } from '@hookform/resolvers/zod'
import { Controller, useForm } from 'react-hook-form'
import { meUpdate } from '@/api/generated/sdk.gen'
import { meQueryKey } from '@/api/session'
import { FormError } from '@/components/form-error'
import { useStackMark } from '@/components/form-stack'
import { TextField } from '@/components/text-field'
import { SubmitButton } from '@/components/ui/button'
import { Combobox } from '@/components/ui/combobox'
import { Field, FieldDescription, FieldError, FieldLabel } from '@/components/ui/field'
import { FormCard } from '@/components/ui/form-card'
import { useFormMutation } from '@/components/use-form-mutation'
import { personSchema } from '@/features/profile/profile-schema'
import { timeZones } from '@/lib/time-zones'
import { useMe } from '@/lib/use-session'
import type { z } from '@/lib/zod'

export function PersonCard() {
  const { user } = useMe()
  const form = useForm({
    resolver: zodResolver(personSchema),
    values: { full_name: user.full_name, phone: user.phone ?? '', time_zone: user.time_zone },
    resetOptions: { keepDirtyValues: true },
  })
  const { isDirty, errors } = form.formState
  useStackMark(isDirty)
  const send = useFormMutation(form, {
    mutationFn: (values: z.infer<typeof personSchema>) =>
      meUpdate({ body: { ...values, phone: values.phone === '' ? null : values.phone }, throwOnError: true }),
    invalidates: [meQueryKey],
    success: 'Profile saved',
    onSuccess: (_, values) => form.reset(values, { keepDirtyValues: false }),
  })
  return (
    <FormCard
      title="You"
      onSubmit={send.onSubmit}
      note={isDirty ? 'Not saved yet' : undefined}
      actions={
        <SubmitButton pending={send.pending} reason={isDirty ? undefined : 'Nothing has changed'}>
          Save profile
        </SubmitButton>
      }
    >
      <TextField form={form} name="full_name" label="Full name" autoComplete="name" />
      <Field>
        <FieldLabel>E-mail</FieldLabel>
        <p className="break-all">{user.email}</p>
        <FieldDescription>You sign in with it. Write to us to change it.</FieldDescription>
      </Field>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField form={form} name="phone" label="Phone" type="tel" autoComplete="tel" optional />
        <Field invalid={Boolean(errors.time_zone)}>
          <FieldLabel>Time zone</FieldLabel>
          <Controller
            control={form.control}
            name="time_zone"
            render={({ field }) => (
              <Combobox
                label="Time zone"
                value={field.value}
                onValueChange={field.onChange}
                options={timeZones(user.time_zone)}
              />
            )}
          />
          <FieldError error={errors.time_zone} />
        </Field>
      </div>
      <FormError shown={send.shown} />
    </FormCard>
  )
}
