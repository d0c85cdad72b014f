import { zodResolver } from '@hookform/resolvers/zod'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import * as z from 'zod/mini'
import { stepUp } from '@/api/session'
import { FormError } from '@/components/form-error'
import { Button, SubmitButton } from '@/components/ui/button'
import { DialogDescription, DialogFooter, DialogHeader, DialogTitle } from '@/components/ui/dialog'
import { Field, FieldError, FieldLabel } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PasswordInput } from '@/components/ui/password-input'
import { useFormMutation } from '@/components/use-form-mutation'

const schema = z.object({
  secret: z.string().check(z.minLength(1, 'Enter this to continue.')),
})

/** Password, or the code of an authenticator app. */
export default function StepUpForm({ answer }: { answer: (result: boolean) => void }) {
  const [byCode, setByCode] = useState(false)
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { secret: '' } })
  const send = useFormMutation(form, {
    mutationFn: ({ secret }) => stepUp(byCode ? { totp_code: secret } : { password: secret }),
    invalidates: [],
    names: { password: 'secret', totp_code: 'secret' },
    onSuccess: () => answer(true),
    onError: () => {
      form.setFocus('secret')
      return false
    },
  })
  const error = form.formState.errors.secret
  return (
    <form noValidate className="flex flex-col gap-4" onSubmit={send.onSubmit}>
      <DialogHeader>
        <DialogTitle>Confirm that it is you</DialogTitle>
        <DialogDescription>
          This is a sensitive action. You will not be asked again for five minutes.
        </DialogDescription>
      </DialogHeader>
      <Field invalid={Boolean(error)} key={byCode ? 'code' : 'password'}>
        <FieldLabel>{byCode ? 'Six-digit code' : 'Password'}</FieldLabel>
        {byCode ? (
          <Input
            {...form.register('secret')}
            autoFocus
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={8}
            className="font-mono tracking-widest"
          />
        ) : (
          <PasswordInput {...form.register('secret')} autoFocus />
        )}
        <FieldError error={error} />
      </Field>
      <FormError shown={send.shown} />
      <Button
        variant="link"
        size="inline"
        className="self-start"
        onClick={() => {
          form.reset()
          send.clear()
          setByCode(!byCode)
        }}
      >
        {byCode ? 'Use your password' : 'Use your authenticator app'}
      </Button>
      <DialogFooter>
        <Button variant="secondary" onClick={() => answer(false)}>
          Cancel
        </Button>
        <SubmitButton pending={send.pending}>Confirm</SubmitButton>
      </DialogFooter>
    </form>
  )
}
