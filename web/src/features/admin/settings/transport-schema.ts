import type { EmailSecretsChange } from '@/api/generated/types.gen'
import { z } from '@/lib/zod'

const secretNames = ['smtp_password', 'sendgrid_api_key'] as const
export type SecretName = (typeof secretNames)[number]

export const transportSchema = z
  .object({
    transport: z.enum(['environment', 'smtp', 'sendgrid']),
    smtp: z.object({
      host: z.string().trim().max(253),
      port: z.coerce.number<number>({ error: 'Give a port.' }).int(),
      security: z.enum(['none', 'starttls', 'tls']),
      username: z.string().trim().max(254),
    }),
    secrets: z.object({ smtp_password: z.string().max(1000), sendgrid_api_key: z.string().max(1000) }),
    remove: z.object({ smtp_password: z.boolean(), sendgrid_api_key: z.boolean() }),
  })
  .superRefine(({ transport, smtp }, context) => {
    if (transport !== 'smtp') return
    if (smtp.host === '') {
      context.addIssue({
        code: 'custom',
        path: ['smtp', 'host'],
        message: 'Give the name of the SMTP server.',
      })
    }
    if (smtp.port < 1 || smtp.port > 65_535) {
      context.addIssue({ code: 'custom', path: ['smtp', 'port'], message: 'Give a port from 1 to 65535.' })
    }
  })

export type TransportValues = z.infer<typeof transportSchema>

/** No secret is typed, none is to go. */
export const untouched = {
  secrets: { smtp_password: '', sendgrid_api_key: '' },
  remove: { smtp_password: false, sendgrid_api_key: false },
}

/** Only what was typed is sent; nothing typed keeps the secret, `null` takes it away. */
export function changedSecrets(
  typed: Record<SecretName, string>,
  remove: Record<SecretName, boolean>,
): EmailSecretsChange {
  const changes: EmailSecretsChange = {}
  for (const name of secretNames) {
    if (typed[name] !== '') changes[name] = typed[name]
    else if (remove[name]) changes[name] = null
  }
  return changes
}
