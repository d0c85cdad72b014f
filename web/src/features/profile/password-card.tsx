import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { meChangePassword } from '@/api/generated/sdk.gen'
import { meQueryKey } from '@/api/session'
import { FormError } from '@/components/form-error'
import { useStackMark } from '@/components/form-stack'
import { SubmitButton } from '@/components/ui/button'
import { Field, FieldDescription, FieldError, FieldLabel } from '@/components/ui/field'
import { FormCard } from '@/components/ui/form-card'
import { PasswordInput } from '@/components/ui/password-input'
import { useFormMutation } from '@/components/use-form-mutation'
import { passwordSchema } from '@/features/profile/profile-schema'
import { useMe } from '@/lib/use-session'
import type { z } from '@/lib/zod'

export function PasswordCard() {
  const { user } = useMe()
  const form = useForm({
    resolver: zodResolver(passwordSchema),
    defaultValues: { current_password: '', new_password: '' },
  })
  const { isDirty, errors } = form.formState
  useStackMark(isDirty)
  const send = useFormMutation(form, {
    mutationFn: (body: z.infer<typeof passwordSchema>) => meChangePassword({ body, throwOnError: true }),
    invalidates: [meQueryKey],
    success: 'Password changed',
    onSuccess: () => form.reset(),
  })
  return (
    <FormCard
      title="Password"
      description="Your other sessions are signed out."
      onSubmit={send.onSubmit}
      actions={<SubmitButton pending={send.pending}>Change password</SubmitButton>}
    >
      <input type="email" autoComplete="username" defaultValue={user.email} readOnly hidden />
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <Field invalid={Boolean(errors.current_password)}>
          <FieldLabel>Current password</FieldLabel>
          <PasswordInput autoComplete="current-password" {...form.register('current_password')} />
          <FieldError error={errors.current_password} />
        </Field>
        <Field invalid={Boolean(errors.new_password)}>
          <FieldLabel>New password</FieldLabel>
          <PasswordInput autoComplete="new-password" {...form.register('new_password')} />
          {errors.new_password ? null : (
            <FieldDescription>At least 8 characters. Common passwords are refused.</FieldDescription>
          )}
          <FieldError error={errors.new_password} />
        </Field>
      </div>
      <FormError shown={send.shown} />
    </FormCard>
  )
}
