import * as z from 'zod/mini'
import { oneOf } from '@/components/data-table/search'

const text = z.catch(z.optional(z.coerce.string()), undefined)

export const cycles = ['monthly', 'quarterly', 'semiannual', 'yearly', 'biennial'] as const
export const methods = ['wallet', 'bank_transfer', 'crypto'] as const
export const categories = ['vps', 'shared', 'dedicated'] as const

/** The whole configuration stands in the URL, so a refresh, a shared link or a sign-in keeps it. */
export const orderSearch = z.object({
  category: oneOf(categories),
  plan: text,
  cycle: oneOf(cycles),
  dc: text,
  os: text,
  host: text,
  addons: z.catch(z.optional(z.array(z.string())), undefined),
  pay: oneOf(methods),
  step: z.catch(z.optional(z.coerce.number().check(z.gte(1), z.lte(4))), undefined),
})

export type OrderSearch = z.infer<typeof orderSearch>
