import { zodResolver } from '@hookform/resolvers/zod'
import { Link } from '@tanstack/react-router'
import { useForm } from 'react-hook-form'
import { hasCode } from '@/api/errors'
import { login } from '@/api/session'
import { FormError } from '@/components/form-error'
import { SubmitButton } from '@/components/ui/button'
import { Field, FieldError, FieldGroup, FieldLabel } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PasswordInput } from '@/components/ui/password-input'
import { useFormMutation } from '@/components/use-form-mutation'
import { DemoLogins } from '@/features/auth/demo-logins'
import { type LoginValues, loginSchema } from '@/features/auth/schemas'

interface LoginFormProps {
  onDone: () => Promise<void>
  onTwoFactor: (values: LoginValues) => void
}

export function LoginForm({ onDone, onTwoFactor }: LoginFormProps) {
  const form = useForm<LoginValues>({
    resolver: zodResolver(loginSchema),
    defaultValues: { email: '', password: '' },
  })
  const { errors: invalid } = form.formState
  const send = useFormMutation(form, {
    mutationFn: async (values) => {
      await login(values)
      await onDone()
    },
    invalidates: [],
    onError: (error, values) => {
      if (!hasCode(error, 'two_factor_required')) return false
      onTwoFactor(values)
      return true
    },
  })

  return (
    <>
      <form noValidate onSubmit={send.onSubmit}>
        <FieldGroup>
          <Field invalid={Boolean(invalid.email)}>
            <FieldLabel>E-mail</FieldLabel>
            <Input {...form.register('email')} type="email" autoComplete="username" autoCapitalize="none" />
            <FieldError error={invalid.email} />
          </Field>
          <Field invalid={Boolean(invalid.password)}>
            <FieldLabel>Password</FieldLabel>
            <PasswordInput {...form.register('password')} />
            <FieldError error={invalid.password} />
            <Link to="/forgot-password" className="self-start text-dense text-link hover:underline">
              Forgot your password?
            </Link>
          </Field>
          <FormError shown={send.shown} />
          <SubmitButton pending={send.pending} className="w-full">
            Sign in
          </SubmitButton>
        </FieldGroup>
      </form>
      <DemoLogins
        onPick={(demo) => {
          send.clear()
          form.reset(demo)
        }}
      />
    </>
  )
}
