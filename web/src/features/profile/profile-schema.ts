import type { ProfilePatch } from '@/api/generated/types.gen'
import { NONE } from '@/lib/constants'
import { z } from '@/lib/zod'

const optional = (max: number) => z.string().trim().max(max, `Use at most ${max} characters.`)

export const personSchema = z.object({
  full_name: z.string().trim().min(1, 'Give your name.').max(100),
  phone: z.union([
    z.literal(''),
    z
      .string()
      .trim()
      .regex(/^\+?[\d\s().-]{5,30}$/, 'Give a phone number such as +1 212 555 0100.'),
  ]),
  time_zone: z.string().min(1),
})

export const billingSchema = z.object({
  company: optional(200),
  tax_id: optional(50),
  address: z.object({
    line1: optional(200),
    line2: optional(200),
    city: optional(100),
    region: optional(100),
    postal_code: optional(20),
  }),
  country: z.string(),
})

export type BillingValues = z.infer<typeof billingSchema>

const filled = (text: string) => (text.trim() === '' ? null : text.trim())

/** Empty fields are taken away, not kept as empty texts. */
export function billingPatch({ company, tax_id, address, country }: BillingValues): ProfilePatch {
  return {
    company: filled(company),
    tax_id: filled(tax_id),
    address: {
      line1: filled(address.line1),
      line2: filled(address.line2),
      city: filled(address.city),
      region: filled(address.region),
      postal_code: filled(address.postal_code),
    },
    country: country === NONE ? null : country,
  }
}

export const passwordSchema = z
  .object({
    current_password: z.string().min(1, 'Give your current password.'),
    new_password: z.string().min(8, 'Use at least 8 characters.').max(128, 'Use at most 128 characters.'),
  })
  .refine((values) => values.current_password !== values.new_password, {
    path: ['new_password'],
    error: 'This is the password you have now.',
  })
