import { zodResolver } from '@hookform/resolvers/zod'
import { Link } from '@tanstack/react-router'
import { useForm } from 'react-hook-form'
import { forgotPassword } from '@/api/session'
import { FormError } from '@/components/form-error'
import { AuthCard } from '@/components/layout/auth-shell'
import { Alert, AlertDescription } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/button'
import { Field, FieldError, FieldGroup, FieldLabel } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useFormMutation } from '@/components/use-form-mutation'
import { forgotSchema } from '@/features/auth/schemas'

export function ForgotPage() {
  const form = useForm({ resolver: zodResolver(forgotSchema), defaultValues: { email: '' } })
  const send = useFormMutation(form, {
    mutationFn: forgotPassword,
    invalidates: [],
  })
  const invalid = form.formState.errors.email
  return (
    <AuthCard
      title="Reset your password"
      lead="We send a link that lets you choose a new one."
      footer={
        <Link to="/login" className="text-link hover:underline">
          Back to sign in
        </Link>
      }
    >
      {send.isSuccess ? (
        <Alert variant="success">
          <AlertDescription className="text-foreground">
            If that address has an account, a link is on its way. It works once and for a limited time.
          </AlertDescription>
        </Alert>
      ) : (
        <form noValidate onSubmit={send.onSubmit}>
          <FieldGroup>
            <Field invalid={Boolean(invalid)}>
              <FieldLabel>E-mail</FieldLabel>
              <Input {...form.register('email')} type="email" autoComplete="username" autoCapitalize="none" />
              <FieldError error={invalid} />
            </Field>
            <FormError shown={send.shown} />
            <SubmitButton pending={send.pending} className="w-full">
              Send the link
            </SubmitButton>
          </FieldGroup>
        </form>
      )}
    </AuthCard>
  )
}
