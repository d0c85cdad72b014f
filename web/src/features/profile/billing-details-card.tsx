import { zodResolver } from '@hookform/resolvers/zod'
import { Controller, useForm } from 'react-hook-form'
import { meUpdate } from '@/api/generated/sdk.gen'
import { meQueryKey } from '@/api/session'
import { FormError } from '@/components/form-error'
import { useStackMark } from '@/components/form-stack'
import { TextField } from '@/components/text-field'
import { SubmitButton } from '@/components/ui/button'
import { Combobox } from '@/components/ui/combobox'
import { Field, FieldError, FieldLabel } from '@/components/ui/field'
import { FormCard } from '@/components/ui/form-card'
import { useFormMutation } from '@/components/use-form-mutation'
import { type BillingValues, billingPatch, billingSchema } from '@/features/profile/profile-schema'
import { NONE } from '@/lib/constants'
import { countries } from '@/lib/countries'
import { useMe } from '@/lib/use-session'

export function BillingDetailsCard() {
  const { account } = useMe()
  const { address } = account
  const form = useForm<BillingValues>({
    resolver: zodResolver(billingSchema),
    values: {
      company: account.company ?? '',
      tax_id: account.tax_id ?? '',
      address: {
        line1: address.line1 ?? '',
        line2: address.line2 ?? '',
        city: address.city ?? '',
        region: address.region ?? '',
        postal_code: address.postal_code ?? '',
      },
      country: account.country ?? NONE,
    },
    resetOptions: { keepDirtyValues: true },
  })
  const { isDirty, errors } = form.formState
  useStackMark(isDirty)
  const send = useFormMutation(form, {
    mutationFn: (values: BillingValues) => meUpdate({ body: billingPatch(values), throwOnError: true }),
    invalidates: [meQueryKey],
    success: 'Billing details saved',
    onSuccess: (_, values) => form.reset(values, { keepDirtyValues: false }),
  })
  return (
    <FormCard
      title="Billing details"
      description="The buyer on your next invoices; those you have stay as they are."
      onSubmit={send.onSubmit}
      note={isDirty ? 'Not saved yet' : undefined}
      actions={
        <SubmitButton pending={send.pending} reason={isDirty ? undefined : 'Nothing has changed'}>
          Save billing details
        </SubmitButton>
      }
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField form={form} name="company" label="Company" autoComplete="organization" optional />
        <TextField form={form} name="tax_id" label="Tax ID" optional />
      </div>
      <TextField form={form} name="address.line1" label="Address" autoComplete="address-line1" optional />
      <TextField
        form={form}
        name="address.line2"
        label="Address, second line"
        autoComplete="address-line2"
        optional
      />
      <div className="grid gap-4 sm:grid-cols-[8rem_1fr]">
        <TextField
          form={form}
          name="address.postal_code"
          label="Postcode"
          autoComplete="postal-code"
          optional
        />
        <TextField form={form} name="address.city" label="City" autoComplete="address-level2" optional />
      </div>
      <div className="grid gap-4 sm:grid-cols-2">
        <TextField form={form} name="address.region" label="Region" autoComplete="address-level1" optional />
        <Field invalid={Boolean(errors.country)}>
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
          <FieldError error={errors.country} />
        </Field>
      </div>
      <FormError shown={send.shown} />
    </FormCard>
  )
}
