import { zodResolver } from '@hookform/resolvers/zod'
import { Link } from '@tanstack/react-router'
import { useForm } from 'react-hook-form'
import { resetPassword } from '@/api/session'
import { FormError } from '@/components/form-error'
import { AuthCard } from '@/components/layout/auth-shell'
import { Button, SubmitButton } from '@/components/ui/button'
import { Field, FieldDescription, FieldError, FieldGroup, FieldLabel } from '@/components/ui/field'
import { PasswordInput } from '@/components/ui/password-input'
import { useFormMutation } from '@/components/use-form-mutation'
import { resetSchema } from '@/features/auth/schemas'

export function ResetPage({ token }: { token: string | undefined }) {
  const form = useForm({ resolver: zodResolver(resetSchema), defaultValues: { password: '' } })
  const save = useFormMutation(form, {
    mutationFn: ({ password }: { password: string }) => resetPassword({ token: token ?? '', password }),
    invalidates: [],
  })
  const invalid = form.formState.errors.password
  if (save.isSuccess) {
    return (
      <AuthCard
        title="Password changed"
        lead="You are signed out everywhere else. Sign in with the new password."
      >
        <Button asChild>
          <Link to="/login">Sign in</Link>
        </Button>
      </AuthCard>
    )
  }
  return (
    <AuthCard
      title="Choose a new password"
      lead="This signs you out on all other devices."
      footer={
        <Link to="/forgot-password" className="text-link hover:underline">
          Send a new link
        </Link>
      }
    >
      <form noValidate onSubmit={save.onSubmit}>
        <FieldGroup>
          <Field invalid={Boolean(invalid)}>
            <FieldLabel>New password</FieldLabel>
            <PasswordInput {...form.register('password')} autoComplete="new-password" />
            {invalid ? null : (
              <FieldDescription>At least 8 characters. Common passwords are refused.</FieldDescription>
            )}
            <FieldError error={invalid} />
          </Field>
          <FormError shown={save.shown} />
          <SubmitButton pending={save.pending} className="w-full">
            Save the password
          </SubmitButton>
        </FieldGroup>
      </form>
    </AuthCard>
  )
}
