import { Controller, type UseFormReturn } from 'react-hook-form'
import type { EmailSecrets, SecretState } from '@/api/generated/types.gen'
import { TextField } from '@/components/text-field'
import { Checkbox } from '@/components/ui/checkbox'
import { Field, FieldDescription, FieldError, FieldLabel } from '@/components/ui/field'
import { PasswordInput } from '@/components/ui/password-input'
import { RadioCard, RadioCards } from '@/components/ui/radio-cards'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import type { SecretName, TransportValues } from '@/features/admin/settings/transport-schema'

type Form = UseFormReturn<TransportValues>

export function TransportFields({ form, secrets }: { form: Form; secrets: EmailSecrets }) {
  const transport = form.watch('transport')
  return (
    <>
      <Controller
        control={form.control}
        name="transport"
        render={({ field }) => (
          <RadioCards
            aria-label="Transport"
            value={field.value}
            onValueChange={field.onChange}
            className="sm:grid-cols-3"
          >
            <RadioCard
              value="environment"
              title="As started"
              description="What the server was started with"
            />
            <RadioCard value="smtp" title="SMTP" description="Your own mail server" />
            <RadioCard value="sendgrid" title="SendGrid" description="By its web API" />
          </RadioCards>
        )}
      />
      {transport === 'smtp' ? <SmtpFields form={form} state={secrets.smtp_password} /> : null}
      {transport === 'sendgrid' ? (
        <SecretField form={form} name="sendgrid_api_key" label="API key" state={secrets.sendgrid_api_key} />
      ) : null}
    </>
  )
}

function SmtpFields({ form, state }: { form: Form; state: SecretState }) {
  const { errors } = form.formState
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-[1fr_7rem_10rem]">
        <TextField form={form} name="smtp.host" label="Server" mono placeholder="smtp.example.com" />
        <TextField form={form} name="smtp.port" label="Port" inputMode="numeric" />
        <Field invalid={Boolean(errors.smtp?.security)}>
          <FieldLabel>Encryption</FieldLabel>
          <Controller
            control={form.control}
            name="smtp.security"
            render={({ field }) => (
              <Select value={field.value} onValueChange={field.onChange}>
                <SelectTrigger>
                  <SelectValue />
                </SelectTrigger>
                <SelectContent>
                  <SelectItem value="starttls">STARTTLS</SelectItem>
                  <SelectItem value="tls">TLS</SelectItem>
                  <SelectItem value="none">None</SelectItem>
                </SelectContent>
              </Select>
            )}
          />
          <FieldError error={errors.smtp?.security} />
        </Field>
      </div>
      <div className="grid items-start gap-4 sm:grid-cols-2">
        <TextField form={form} name="smtp.username" label="User" optional />
        <SecretField form={form} name="smtp_password" label="Password" state={state} />
      </div>
    </>
  )
}

/** Written, never read: what is set shows only by its fingerprint. */
function SecretField({
  form,
  name,
  label,
  state,
}: {
  form: Form
  name: SecretName
  label: string
  state: SecretState
}) {
  const { error } = form.getFieldState(`secrets.${name}`, form.formState)
  return (
    <Field invalid={Boolean(error)}>
      <FieldLabel optional={!state.set}>{label}</FieldLabel>
      <PasswordInput
        autoComplete="off"
        placeholder={state.set ? 'Set; type to replace it' : ''}
        {...form.register(`secrets.${name}`)}
      />
      <FieldDescription>
        {state.set ? (
          <>
            Set, fingerprint <code className="font-mono">{state.fingerprint}</code>. It is never shown.
          </>
        ) : (
          'Kept encrypted and never shown again.'
        )}
      </FieldDescription>
      <FieldError error={error} />
      {state.set ? (
        <Controller
          control={form.control}
          name={`remove.${name}`}
          render={({ field }) => (
            <div className="flex items-center gap-2 text-dense">
              <Checkbox
                id={`remove-${name}`}
                aria-describedby={undefined}
                checked={field.value}
                onCheckedChange={(on) => field.onChange(on === true)}
              />
              <label htmlFor={`remove-${name}`}>Remove it</label>
            </div>
          )}
        />
      ) : null}
    </Field>
  )
}
