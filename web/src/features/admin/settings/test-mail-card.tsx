import { zodResolver } from '@hookform/resolvers/zod'
import { CircleCheck } from 'lucide-react'
import { useForm } from 'react-hook-form'
import { adminEmailListQueryKey } from '@/api/generated/@tanstack/react-query.gen'
import { adminEmailSettingsTest } from '@/api/generated/sdk.gen'
import { FormError } from '@/components/form-error'
import { TextField } from '@/components/text-field'
import { Alert, AlertDescription } from '@/components/ui/alert'
import { SubmitButton } from '@/components/ui/button'
import { FormCard } from '@/components/ui/form-card'
import { useFormMutation } from '@/components/use-form-mutation'
import { useCan, useMe } from '@/lib/use-session'
import { z } from '@/lib/zod'

const schema = z.object({ to: z.email('Give an e-mail address.') })

/** Sends one mail through the transport as it is saved. */
export function TestMailCard() {
  const { user } = useMe()
  const can = useCan()
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { to: user.email } })
  const send = useFormMutation(form, {
    mutationFn: async (body: z.infer<typeof schema>) =>
      (await adminEmailSettingsTest({ body, throwOnError: true })).data,
    invalidates: [adminEmailListQueryKey()],
  })
  if (!can('settings.manage')) return null
  return (
    <FormCard
      title="Test mail"
      description="Goes through the transport as saved, not as typed above."
      onSubmit={send.onSubmit}
      actions={
        <SubmitButton variant="outline" pending={send.pending}>
          Send test mail
        </SubmitButton>
      }
    >
      <TextField form={form} name="to" label="To" type="email" />
      {send.isSuccess && send.data ? (
        <Alert variant="success">
          <CircleCheck aria-hidden="true" />
          <AlertDescription className="text-foreground">
            Accepted by <span className="break-all font-mono text-dense">{send.data.transport}</span>. Look
            into the mailbox.
          </AlertDescription>
        </Alert>
      ) : null}
      <FormError shown={send.shown} />
    </FormCard>
  )
}
