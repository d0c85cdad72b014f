import { z } from '@/lib/zod'

export const adjustSchema = (balance: number) =>
  z
    .object({
      account: z.string(),
      direction: z.enum(['add', 'take']),
      amount: z.number({ error: 'Give an amount.' }).int().positive('Give an amount above zero.'),
      reason: z.string().trim().min(3, 'Say why, in a few words.').max(500),
    })
    .refine((values) => values.direction === 'add' || values.amount <= balance, {
      path: ['amount'],
      error: 'The wallet does not hold as much.',
    })

export interface AdjustValues {
  account: string
  direction: 'add' | 'take'
  amount: number
  reason: string
}

/** Minor units with their sign: taking out is negative. */
export const signedAmount = ({ direction, amount }: Pick<AdjustValues, 'direction' | 'amount'>) =>
  direction === 'take' ? -amount : amount
