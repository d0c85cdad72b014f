import { anyText, anyTexts, oneOf, searchOf, wholeNumber } from '@/components/data-table/search'

export const cycles = ['monthly', 'quarterly', 'semiannual', 'yearly', 'biennial'] as const
export const methods = ['wallet', 'bank_transfer', 'crypto'] as const
export const categories = ['vps', 'shared', 'dedicated'] as const

/** The whole configuration stands in the URL, so a refresh, a shared link or a sign-in keeps it. */
export const orderSearch = searchOf({
  category: oneOf(categories),
  plan: anyText,
  cycle: oneOf(cycles),
  dc: anyText,
  os: anyText,
  host: anyText,
  addons: anyTexts,
  pay: oneOf(methods),
  step: wholeNumber(1, 4),
})

export type OrderSearch = ReturnType<typeof orderSearch>
