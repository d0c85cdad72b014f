import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { Controller } from 'react-hook-form'
import {
  adminCompanySettingsGetOptions,
  adminCompanySettingsGetQueryKey,
  siteGetQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import { adminCompanySettingsPut } from '@/api/generated/sdk.gen'
import type { CompanyValue } from '@/api/generated/types.gen'
import { TextAreaField, TextField } from '@/components/text-field'
import { Combobox } from '@/components/ui/combobox'
import { Field, FieldError, FieldLabel } from '@/components/ui/field'
import { SavedBy } from '@/features/admin/settings/saved-by'
import { SettingsCard } from '@/features/admin/settings/settings-card'
import { countries } from '@/lib/countries'
import { z } from '@/lib/zod'

const optionalEmail = z.union([z.literal(''), z.email('Give an e-mail address.')])

const legal = z.object({
  legal_name: z.string().trim().min(1, 'Give the name on invoices.').max(200),
  address_lines: z.string().max(500),
  country: z.string(),
  tax_id: z.string().trim().max(50),
})
const contact = z.object({
  email: optionalEmail,
  phone: z.string().trim().max(40),
  website: z.string().trim().max(300),
})
const invoices = z.object({
  number_prefix: z
    .string()
    .trim()
    .regex(/^[A-Z0-9]{1,4}$/, 'Use one to four capital letters or digits.'),
  number_padding: z.coerce
    .number<number>({ error: 'Give a number.' })
    .int()
    .min(3, 'Use three to six digits.')
    .max(6, 'Use three to six digits.'),
  invoice_footer: z.string().max(500),
})

const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

export default function CompanySection() {
  const section = useSuspenseQuery(adminCompanySettingsGetOptions()).data
  const queries = useQueryClient()
  const { value } = section
  const reads = [adminCompanySettingsGetQueryKey(), siteGetQueryKey()]
  const save = async (part: Partial<CompanyValue>) => {
    const body = { value: { ...value, ...part }, version: section.version }
    const answer = await adminCompanySettingsPut({ body, throwOnError: true })
    queries.setQueryData(adminCompanySettingsGetQueryKey(), answer.data)
  }
  return (
    <>
      <SettingsCard
        title="Company"
        description="The seller on every invoice."
        values={{
          legal_name: value.legal_name,
          address_lines: value.address_lines.join('\n'),
          country: value.country,
          tax_id: value.tax_id,
        }}
        resolver={zodResolver(legal)}
        texts={['address_lines']}
        reads={reads}
        save={(part) => save({ ...part, address_lines: lines(part.address_lines) })}
      >
        {(form) => (
          <>
            <TextField form={form} name="legal_name" label="Legal name" />
            <TextAreaField
              form={form}
              name="address_lines"
              label="Address"
              description="A line each."
              optional
            />
            <div className="grid gap-4 sm:grid-cols-2">
              <Field invalid={Boolean(form.formState.errors.country)}>
                <FieldLabel optional>Country</FieldLabel>
                <Controller
                  control={form.control}
                  name="country"
                  render={({ field }) => (
                    <Combobox
                      label="Country"
                      value={field.value || null}
                      onValueChange={field.onChange}
                      options={countries}
                      placeholder="Choose a country"
                    />
                  )}
                />
                <FieldError error={form.formState.errors.country} />
              </Field>
              <TextField form={form} name="tax_id" label="Tax ID" optional />
            </div>
          </>
        )}
      </SettingsCard>
      <SettingsCard
        title="Contact"
        description="Shown on the public site and in mails."
        values={{ email: value.email, phone: value.phone, website: value.website }}
        resolver={zodResolver(contact)}
        reads={reads}
        save={save}
      >
        {(form) => (
          <>
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField form={form} name="email" label="E-mail" type="email" optional />
              <TextField form={form} name="phone" label="Phone" type="tel" optional />
            </div>
            <TextField
              form={form}
              name="website"
              label="Website"
              type="url"
              placeholder="https://"
              optional
            />
          </>
        )}
      </SettingsCard>
      <SettingsCard
        title="Invoices"
        description="Numbers already given out stay as they are."
        values={{
          number_prefix: value.number_prefix,
          number_padding: value.number_padding,
          invoice_footer: value.invoice_footer,
        }}
        resolver={zodResolver(invoices)}
        reads={reads}
        save={(part) => save({ ...part, number_padding: Number(part.number_padding) })}
      >
        {(form) => (
          <>
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField form={form} name="number_prefix" label="Number prefix" mono />
              <TextField form={form} name="number_padding" label="Digits" inputMode="numeric" />
            </div>
            <TextAreaField form={form} name="invoice_footer" label="Footer" rows={2} optional />
          </>
        )}
      </SettingsCard>
      <SavedBy section={section} />
    </>
  )
}
