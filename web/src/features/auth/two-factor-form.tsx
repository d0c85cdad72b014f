import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'
import { ErrorAlert } from '@/components/form-error'
import { AuthCard } from '@/components/layout/auth-shell'
import { Button, SubmitButton } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Field, FieldDescription, FieldGroup, FieldLabel } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

export interface SecondFactor {
  totp_code?: string
  recovery_code?: string
  remember_device: boolean
}

interface TwoFactorFormProps {
  onSubmit: (proof: SecondFactor) => Promise<void>
  onBack: () => void
}

/** One input; sends itself at six digits; an error keeps the focus. */
export function TwoFactorForm({ onSubmit, onBack }: TwoFactorFormProps) {
  const [recovery, setRecovery] = useState(false)
  const [code, setCode] = useState('')
  const [remember, setRemember] = useState(false)
  const input = useRef<HTMLInputElement>(null)
  const check = useMutation({
    mutationFn: (value: string) =>
      onSubmit({
        ...(recovery ? { recovery_code: value } : { totp_code: value }),
        remember_device: remember,
      }),
    meta: { inlineErrors: true, invalidates: [] },
    onError: () => {
      input.current?.focus()
      input.current?.select()
    },
  })

  function send(value: string) {
    if (value !== '' && !check.isPending) check.mutate(value)
  }

  return (
    <AuthCard
      title="Two-factor authentication"
      lead={recovery ? 'Enter one of your recovery codes.' : 'Enter the code from your authenticator app.'}
      footer="Lost your phone and your codes? Contact support from your account's e-mail address."
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          send(code)
        }}
      >
        <FieldGroup>
          <Field invalid={check.isError} key={String(recovery)}>
            <FieldLabel>{recovery ? 'Recovery code' : 'Six-digit code'}</FieldLabel>
            <Input
              ref={input}
              autoFocus
              value={code}
              autoComplete="one-time-code"
              inputMode={recovery ? 'text' : 'numeric'}
              spellCheck={false}
              className="h-11 text-center font-mono text-lg tracking-[0.3em]"
              onChange={(event) => {
                const raw = event.target.value
                const value = recovery ? raw.trim() : raw.replaceAll(/\D/g, '').slice(0, 6)
                setCode(value)
                if (!recovery && value.length === 6 && value !== code) send(value)
              }}
            />
            {recovery ? <FieldDescription>Each code works once.</FieldDescription> : null}
          </Field>
          <label className="flex items-center gap-2.5" htmlFor="remember-device">
            <Checkbox
              id="remember-device"
              checked={remember}
              onCheckedChange={(on) => setRemember(on === true)}
            />
            Do not ask again on this device
          </label>
          <ErrorAlert error={check.error} />
          <SubmitButton pending={check.isPending} className="w-full">
            Verify
          </SubmitButton>
          <div className="flex justify-between gap-3">
            <Button
              variant="link"
              size="inline"
              onClick={() => {
                setRecovery(!recovery)
                setCode('')
                check.reset()
              }}
            >
              {recovery ? 'Use the authenticator app' : 'Use a recovery code'}
            </Button>
            <Button variant="link" size="inline" onClick={onBack}>
              Back
            </Button>
          </div>
        </FieldGroup>
      </form>
    </AuthCard>
  )
}
