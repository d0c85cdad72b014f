import { Plus, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { Controller, type FieldValues, type Path, type UseFormReturn, useFieldArray } from 'react-hook-form'
import { TextField } from '@/components/text-field'
import { Button } from '@/components/ui/button'
import { Field, FieldError, FieldLabel } from '@/components/ui/field'
import { Switch } from '@/components/ui/switch'
import type { BankValues, CryptoValues } from '@/features/admin/settings/payments-schema'

/** A switch with its label on the left, one row. */
export function SwitchField<V extends FieldValues>({
  form,
  name,
  label,
}: {
  form: UseFormReturn<V>
  name: Path<V>
  label: string
}) {
  const { error } = form.getFieldState(name, form.formState)
  return (
    <Field invalid={Boolean(error)}>
      <div className="flex items-center justify-between gap-4">
        <FieldLabel>{label}</FieldLabel>
        <Controller
          control={form.control}
          name={name}
          render={({ field }) => (
            <Switch ref={field.ref} checked={field.value === true} onCheckedChange={field.onChange} />
          )}
        />
      </div>
      <FieldError error={error} />
    </Field>
  )
}

function Entry({ title, onRemove, children }: { title: string; onRemove: () => void; children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-4 rounded-lg border bg-surface p-4">
      <legend className="sr-only">{title}</legend>
      <div className="flex items-center justify-between gap-3">
        <p aria-hidden="true" className="truncate font-medium">
          {title}
        </p>
        <Button variant="ghost" size="icon-sm" aria-label={`Remove ${title}`} onClick={onRemove}>
          <Trash2 aria-hidden="true" />
        </Button>
      </div>
      {children}
    </fieldset>
  )
}

function AddButton({ label, onClick }: { label: string; onClick: () => void }) {
  return (
    <Button variant="outline" size="sm" className="self-start" onClick={onClick}>
      <Plus aria-hidden="true" />
      {label}
    </Button>
  )
}

const newAccount = { label: '', bank: '', holder: '', account_number: '', bank_code: '', currency: 'USD' }

export function BankAccounts({ form }: { form: UseFormReturn<BankValues> }) {
  const list = useFieldArray({ control: form.control, name: 'bank_accounts' })
  const accounts = form.watch('bank_accounts')
  return (
    <>
      <SwitchField form={form} name="bank_transfer_enabled" label="Offer bank transfer" />
      {list.fields.map((item, at) => (
        <Entry
          key={item.id}
          title={accounts[at]?.label || accounts[at]?.bank || `Account ${at + 1}`}
          onRemove={() => list.remove(at)}
        >
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField form={form} name={`bank_accounts.${at}.bank`} label="Bank" />
            <TextField form={form} name={`bank_accounts.${at}.holder`} label="Account holder" />
            <TextField form={form} name={`bank_accounts.${at}.account_number`} label="Account number" mono />
            <TextField form={form} name={`bank_accounts.${at}.bank_code`} label="Bank code" mono optional />
            <TextField form={form} name={`bank_accounts.${at}.currency`} label="Currency" maxLength={3} />
            <TextField form={form} name={`bank_accounts.${at}.label`} label="Name for staff" optional />
          </div>
        </Entry>
      ))}
      <AddButton label="Add bank account" onClick={() => list.append(newAccount)} />
    </>
  )
}

export function CryptoAddresses({ form }: { form: UseFormReturn<CryptoValues> }) {
  const list = useFieldArray({ control: form.control, name: 'crypto_addresses' })
  const places = form.watch('crypto_addresses')
  return (
    <>
      <SwitchField form={form} name="crypto_enabled" label="Offer crypto" />
      {list.fields.map((item, at) => (
        <Entry
          key={item.id}
          title={
            places[at]?.asset
              ? [places[at].asset, places[at].network].filter(Boolean).join(' on ')
              : `Address ${at + 1}`
          }
          onRemove={() => list.remove(at)}
        >
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField form={form} name={`crypto_addresses.${at}.asset`} label="Coin" />
            <TextField form={form} name={`crypto_addresses.${at}.network`} label="Network" />
          </div>
          <TextField form={form} name={`crypto_addresses.${at}.address`} label="Address" mono />
        </Entry>
      ))}
      <AddButton
        label="Add crypto address"
        onClick={() => list.append({ asset: '', network: '', address: '' })}
      />
    </>
  )
}
