import { zodResolver } from '@hookform/resolvers/zod'
import { Controller, useForm } from 'react-hook-form'
import { register } from '@/api/session'
import { FormError } from '@/components/form-error'
import { Badge } from '@/components/ui/badge'
import { SubmitButton } from '@/components/ui/button'
import { Checkbox } from '@/components/ui/checkbox'
import { Combobox } from '@/components/ui/combobox'
import { Field, FieldDescription, FieldError, FieldGroup, FieldLabel } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { PasswordInput } from '@/components/ui/password-input'
import { useFormMutation } from '@/components/use-form-mutation'
import { type RegisterValues, registerSchema } from '@/features/auth/schemas'
import { NONE } from '@/lib/constants'
import { countries } from '@/lib/countries'

const initial = { full_name: '', company: '', email: '', password: '', country: NONE, accept_terms: false }

interface RegisterFormProps {
  referral?: string
  onDone: (email: string) => void
}

export function RegisterForm({ referral, onDone }: RegisterFormProps) {
  const form = useForm<RegisterValues>({ resolver: zodResolver(registerSchema), defaultValues: initial })
  const { errors: invalid } = form.formState
  const create = useFormMutation(form, {
    mutationFn: ({ company, country, ...values }: RegisterValues) =>
      register({
        ...values,
        ...(company ? { company } : {}),
        ...(country === NONE ? {} : { country }),
        ...(referral ? { referral_code: referral } : {}),
      }),
    invalidates: [],
    onSuccess: (_, values) => onDone(values.email),
  })
  return (
    <form noValidate onSubmit={create.onSubmit}>
      <FieldGroup>
        <Field invalid={Boolean(invalid.full_name)}>
          <FieldLabel>Full name</FieldLabel>
          <Input {...form.register('full_name')} autoComplete="name" />
          <FieldError error={invalid.full_name} />
        </Field>
        <Field invalid={Boolean(invalid.email)}>
          <FieldLabel>E-mail</FieldLabel>
          <Input {...form.register('email')} type="email" autoComplete="username" autoCapitalize="none" />
          <FieldError error={invalid.email} />
        </Field>
        <Field invalid={Boolean(invalid.password)}>
          <FieldLabel>Password</FieldLabel>
          <PasswordInput {...form.register('password')} autoComplete="new-password" />
          {invalid.password ? null : (
            <FieldDescription>At least 8 characters. Common passwords are refused.</FieldDescription>
          )}
          <FieldError error={invalid.password} />
        </Field>
        <Field invalid={Boolean(invalid.company)}>
          <FieldLabel optional>Company</FieldLabel>
          <Input {...form.register('company')} autoComplete="organization" />
          <FieldError error={invalid.company} />
        </Field>
        <Field invalid={Boolean(invalid.country)}>
          <FieldLabel optional>Country</FieldLabel>
          <Controller
            control={form.control}
            name="country"
            render={({ field }) => (
              <Combobox
                label="Country"
                value={field.value}
                onValueChange={field.onChange}
                options={countries}
                placeholder="Choose a country"
              />
            )}
          />
          <FieldError error={invalid.country} />
        </Field>
        {referral ? <Badge variant="primary">Referral code {referral}</Badge> : null}
        <Field invalid={Boolean(invalid.accept_terms)}>
          <div className="flex items-start gap-2.5">
            <Controller
              control={form.control}
              name="accept_terms"
              render={({ field }) => (
                <Checkbox
                  id="accept-terms"
                  className="-mt-0.5"
                  ref={field.ref}
                  checked={field.value}
                  onCheckedChange={(on) => field.onChange(on === true)}
                />
              )}
            />
            <label htmlFor="accept-terms">I accept the terms of service and the privacy policy.</label>
          </div>
          <FieldError error={invalid.accept_terms} />
        </Field>
        <FormError shown={create.shown} />
        <SubmitButton pending={create.pending} className="w-full">
          Create account
        </SubmitButton>
      </FieldGroup>
    </form>
  )
}
