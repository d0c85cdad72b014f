import type { AdminOrder } from '@/api/generated/types.gen'
import { ipAddress } from '@/lib/ip-address'
import { z } from '@/lib/zod'

const password = z.string().min(8, 'Use at least 8 characters.').max(128, 'Use at most 128 characters.')

const server = z.object({
  ip_address: ipAddress,
  hostname: z
    .string()
    .trim()
    .min(1, 'Give the hostname.')
    .max(253)
    .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i, {
      error: 'Use letters, digits and hyphens, with dots between the parts.',
    }),
  username: z.string().trim().min(1, 'Give the login name.').max(32),
  password,
  ssh_port: z.coerce
    .number<number>({ error: 'Give a port.' })
    .int()
    .min(1, 'Ports start at 1.')
    .max(65535, 'Ports end at 65535.'),
  notes: z.string().max(2000),
  send_email: z.boolean(),
  allow_ip_clash: z.boolean(),
})

const panel = z.object({
  url: z.url({ protocol: /^https$/, error: 'Give the address with https://.' }),
  username: z.string().trim().min(1, 'Give the panel login.').max(64),
  password,
})

const withPanel = server.extend({ control_panel: panel })
const withoutPanel = server.extend({ control_panel: z.undefined() })

export const provisionSchema = (order: AdminOrder) => (order.control_panel ? withPanel : withoutPanel)

export type ProvisionValues = z.input<typeof server> & {
  control_panel?: z.input<typeof panel>
}

export function provisionDefaults(order: AdminOrder): ProvisionValues {
  const windows = order.operating_system?.slug.startsWith('windows') === true
  return {
    ip_address: '',
    hostname: order.hostname ?? '',
    username: windows ? 'Administrator' : 'root',
    password: '',
    ssh_port: windows ? 3389 : 22,
    notes: '',
    send_email: true,
    allow_ip_clash: false,
    control_panel: order.control_panel ? { url: '', username: 'root', password: '' } : undefined,
  }
}
