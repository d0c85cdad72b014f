import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import {
  adminEmailSettingsGetOptions,
  adminEmailSettingsGetQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import { adminEmailSettingsPut } from '@/api/generated/sdk.gen'
import type { EmailSettingsPut } from '@/api/generated/types.gen'
import { TextField } from '@/components/text-field'
import { SavedBy } from '@/features/admin/settings/saved-by'
import { SettingsCard } from '@/features/admin/settings/settings-card'
import { TestMailCard } from '@/features/admin/settings/test-mail-card'
import { TransportFields } from '@/features/admin/settings/transport-fields'
import { changedSecrets, transportSchema, untouched } from '@/features/admin/settings/transport-schema'
import { z } from '@/lib/zod'

const optionalEmail = z.union([z.literal(''), z.email('Give an e-mail address.')])
const sender = z.object({
  from_name: z.string().trim().max(100),
  from_email: optionalEmail,
  reply_to: optionalEmail,
})

export default function EmailSection() {
  const section = useSuspenseQuery(adminEmailSettingsGetOptions()).data
  const queries = useQueryClient()
  const { value, secrets, version } = section
  const reads = [adminEmailSettingsGetQueryKey()]
  const save = async (body: EmailSettingsPut) => {
    const answer = await adminEmailSettingsPut({ body: { ...body, version }, throwOnError: true })
    queries.setQueryData(adminEmailSettingsGetQueryKey(), answer.data)
  }
  return (
    <>
      <SettingsCard
        title="Transport"
        description="What sends the mails."
        values={{
          transport: value.transport,
          smtp: value.smtp,
          ...untouched,
        }}
        resolver={zodResolver(transportSchema)}
        reads={reads}
        saved={(changed) => ({ ...changed, ...untouched })}
        save={({ secrets: typed, remove, smtp, transport }) =>
          save({
            value: { ...value, transport, smtp: { ...smtp, port: Number(smtp.port) } },
            secrets: changedSecrets(typed, remove),
          })
        }
      >
        {(form) => <TransportFields form={form} secrets={secrets} />}
      </SettingsCard>
      <SettingsCard
        title="Sender"
        description="Empty fields follow how the server was started."
        values={{ from_name: value.from_name, from_email: value.from_email, reply_to: value.reply_to }}
        resolver={zodResolver(sender)}
        reads={reads}
        save={(part) => save({ value: { ...value, ...part } })}
      >
        {(form) => (
          <div className="grid gap-4 sm:grid-cols-2">
            <TextField form={form} name="from_name" label="From name" optional />
            <TextField form={form} name="from_email" label="From address" type="email" optional />
            <TextField form={form} name="reply_to" label="Replies to" type="email" optional />
          </div>
        )}
      </SettingsCard>
      <TestMailCard />
      <SavedBy section={section} />
    </>
  )
}
