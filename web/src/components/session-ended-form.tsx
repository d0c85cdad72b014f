import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { hasCode } from '@/api/errors'
import { login, meQueryKey } from '@/api/session'
import { FormError } from '@/components/form-error'
import { Button, SubmitButton } from '@/components/ui/button'
import { DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '@/components/ui/dialog'
import { Field, FieldError, FieldLabel } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PasswordInput } from '@/components/ui/password-input'
import { useFormMutation } from '@/components/use-form-mutation'

const schema = z.object({
  password: z.string().check(z.minLength(1, 'Enter your password.')),
  totp_code: z.string(),
})

/** The password, and a code when the account has a second factor. */
export default function SignInAgain({ email, answer }: { email: string; answer: (result: boolean) => void }) {
  const queryClient = useQueryClient()
  const [needsCode, setNeedsCode] = useState(false)
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { password: '', totp_code: '' } })
  const signIn = useFormMutation(form, {
    mutationFn: (values) =>
      login({ email, password: values.password, totp_code: values.totp_code || undefined }),
    invalidates: [meQueryKey],
    onSuccess: () => answer(true),
    onError: (error) => {
      const wanted = hasCode(error, 'two_factor_required')
      if (wanted) setNeedsCode(true)
      return wanted
    },
  })
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={signIn.onSubmit}>
      <DialogHeader>
        <DialogTitle>Your session has ended</DialogTitle>
        <DialogDescription>Sign in again as {email}. Your work on this page is kept.</DialogDescription>
      </DialogHeader>
      <input type="hidden" autoComplete="username" value={email} readOnly />
      <Field invalid={Boolean(form.formState.errors.password)}>
        <FieldLabel>Password</FieldLabel>
        <PasswordInput {...form.register('password')} />
        <FieldError error={form.formState.errors.password} />
      </Field>
      {needsCode ? (
        <Field invalid={Boolean(form.formState.errors.totp_code)}>
          <FieldLabel>Six-digit code</FieldLabel>
          <Input
            {...form.register('totp_code')}
            autoFocus
            inputMode="numeric"
            autoComplete="one-time-code"
            className="font-mono tracking-widest"
          />
          <FieldError error={form.formState.errors.totp_code} />
        </Field>
      ) : null}
      <FormError shown={signIn.shown} />
      <DialogFooter>
        <Button
          variant="secondary"
          onClick={() => {
            queryClient.clear()
            answer(false)
            window.location.assign('/login')
          }}
        >
          Sign out
        </Button>
        <SubmitButton pending={signIn.pending}>Sign in</SubmitButton>
      </DialogFooter>
    </form>
  )
}
