import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import {
  adminPaymentsSettingsGetOptions,
  adminPaymentsSettingsGetQueryKey,
  siteGetQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import { adminPaymentsSettingsPut } from '@/api/generated/sdk.gen'
import type { PaymentsValue } from '@/api/generated/types.gen'
import { TextAreaField } from '@/components/text-field'
import { BankAccounts, CryptoAddresses } from '@/features/admin/settings/payment-lists'
import { bankSchema, cryptoSchema, noteSchema } from '@/features/admin/settings/payments-schema'
import { SavedBy } from '@/features/admin/settings/saved-by'
import { SettingsCard } from '@/features/admin/settings/settings-card'

export default function PaymentsSection() {
  const section = useSuspenseQuery(adminPaymentsSettingsGetOptions()).data
  const queries = useQueryClient()
  const { value } = section
  const reads = [adminPaymentsSettingsGetQueryKey(), siteGetQueryKey()]
  const save = async (part: Partial<PaymentsValue>) => {
    const body = { value: { ...value, ...part }, version: section.version }
    const answer = await adminPaymentsSettingsPut({ body, throwOnError: true })
    queries.setQueryData(adminPaymentsSettingsGetQueryKey(), answer.data)
  }
  return (
    <>
      <SettingsCard
        title="Bank transfer"
        description="Customers see these accounts with the reference of their order."
        values={{ bank_transfer_enabled: value.bank_transfer_enabled, bank_accounts: value.bank_accounts }}
        resolver={zodResolver(bankSchema)}
        reads={reads}
        save={save}
      >
        {(form) => <BankAccounts form={form} />}
      </SettingsCard>
      <SettingsCard
        title="Crypto"
        description="A payment to the wrong network is lost, so name it exactly."
        values={{ crypto_enabled: value.crypto_enabled, crypto_addresses: value.crypto_addresses }}
        resolver={zodResolver(cryptoSchema)}
        reads={reads}
        save={save}
      >
        {(form) => <CryptoAddresses form={form} />}
      </SettingsCard>
      <SettingsCard
        title="Instructions"
        description="Shown beneath the payment details of both."
        values={{ instructions: value.instructions }}
        resolver={zodResolver(noteSchema)}
        reads={reads}
        save={save}
      >
        {(form) => <TextAreaField form={form} name="instructions" label="Instructions" optional />}
      </SettingsCard>
      <SavedBy section={section} />
    </>
  )
}
