import { Controller, type UseFormReturn } from 'react-hook-form'
import { Field, FieldDescription, FieldError, FieldLabel, FieldLegend, FieldSet } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PasswordInput } from '@/components/ui/password-input'
import { Switch } from '@/components/ui/switch'
import { Textarea } from '@/components/ui/textarea'
import type { ProvisionValues } from '@/features/admin/orders/provision-schema'

/** The right half of the provisioning dialog; the panel section only if one was ordered. */
export function ProvisionFields({
  form,
  panel,
}: {
  form: UseFormReturn<ProvisionValues>
  panel: string | null
}) {
  const { register, formState, setValue } = form
  const errors = formState.errors
  return (
    <>
      <FieldSet>
        <FieldLegend>Server</FieldLegend>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field invalid={Boolean(errors.ip_address)}>
            <FieldLabel>IP address</FieldLabel>
            <Input
              className="font-mono"
              autoComplete="off"
              placeholder="203.0.113.10"
              spellCheck={false}
              {...register('ip_address')}
            />
            <FieldError error={errors.ip_address} />
          </Field>
          <Field invalid={Boolean(errors.hostname)}>
            <FieldLabel>Hostname</FieldLabel>
            <Input
              className="font-mono"
              autoComplete="off"
              placeholder="web-01.example.com"
              autoCapitalize="none"
              spellCheck={false}
              {...register('hostname')}
            />
            <FieldError error={errors.hostname} />
          </Field>
        </div>
      </FieldSet>
      <FieldSet>
        <FieldLegend>SSH credentials</FieldLegend>
        <div className="grid gap-4 sm:grid-cols-[1fr_8rem]">
          <Field invalid={Boolean(errors.username)}>
            <FieldLabel>Username</FieldLabel>
            <Input
              className="font-mono"
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              {...register('username')}
            />
            <FieldError error={errors.username} />
          </Field>
          <Field invalid={Boolean(errors.ssh_port)}>
            <FieldLabel>Port</FieldLabel>
            <Input inputMode="numeric" autoComplete="off" {...register('ssh_port')} />
            <FieldError error={errors.ssh_port} />
          </Field>
        </div>
        <Field invalid={Boolean(errors.password)}>
          <FieldLabel>Password</FieldLabel>
          <PasswordInput
            className="font-mono"
            autoComplete="off"
            onGenerate={(value) => setValue('password', value, { shouldDirty: true, shouldValidate: true })}
            {...register('password')}
          />
          <FieldDescription>
            Stored encrypted; the customer reveals it with their own password.
          </FieldDescription>
          <FieldError error={errors.password} />
        </Field>
      </FieldSet>
      {panel ? <PanelFields form={form} panel={panel} /> : null}
      <Field invalid={Boolean(errors.notes)}>
        <FieldLabel optional>Notes for the customer</FieldLabel>
        <Textarea rows={3} maxLength={2000} {...register('notes')} />
        <FieldError error={errors.notes} />
      </Field>
      <Controller
        control={form.control}
        name="send_email"
        render={({ field }) => (
          <Field className="flex-row items-start justify-between gap-4 rounded-lg border bg-surface p-4">
            <div>
              <FieldLabel>Send e-mail</FieldLabel>
              <FieldDescription>
                Tells the customer address, hostname and port, with a link to reveal the password.
              </FieldDescription>
            </div>
            <Switch checked={field.value} onCheckedChange={field.onChange} aria-label="Send e-mail" />
          </Field>
        )}
      />
    </>
  )
}

function PanelFields({ form, panel }: { form: UseFormReturn<ProvisionValues>; panel: string }) {
  const { register, formState, setValue } = form
  const errors = formState.errors.control_panel
  return (
    <FieldSet>
      <FieldLegend>{panel}</FieldLegend>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field invalid={Boolean(errors?.url)}>
          <FieldLabel>Panel address</FieldLabel>
          <Input
            className="font-mono"
            autoComplete="off"
            placeholder="https://web-01.example.com:2087"
            spellCheck={false}
            {...register('control_panel.url')}
          />
          <FieldError error={errors?.url} />
        </Field>
        <Field invalid={Boolean(errors?.username)}>
          <FieldLabel>Panel username</FieldLabel>
          <Input
            className="font-mono"
            autoComplete="off"
            spellCheck={false}
            {...register('control_panel.username')}
          />
          <FieldError error={errors?.username} />
        </Field>
      </div>
      <Field invalid={Boolean(errors?.password)}>
        <FieldLabel>Panel password</FieldLabel>
        <PasswordInput
          className="font-mono"
          autoComplete="off"
          onGenerate={(value) =>
            setValue('control_panel.password', value, { shouldDirty: true, shouldValidate: true })
          }
          {...register('control_panel.password')}
        />
        <FieldError error={errors?.password} />
      </Field>
    </FieldSet>
  )
}
