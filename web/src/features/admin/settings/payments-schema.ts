import { z } from '@/lib/zod'

const filled = (message: string) => z.string().trim().min(1, message).max(200)

export const bankSchema = z
  .object({
    bank_transfer_enabled: z.boolean(),
    bank_accounts: z.array(
      z.object({
        label: z.string().trim().max(60),
        bank: filled('Give the name of the bank.'),
        holder: filled('Give the holder of the account.'),
        account_number: filled('Give the IBAN or account number.'),
        bank_code: z.string().trim().max(40),
        currency: z
          .string()
          .trim()
          .regex(/^[A-Z]{3}$/, 'Three capital letters, e.g. USD.'),
      }),
    ),
  })
  .refine((values) => !values.bank_transfer_enabled || values.bank_accounts.length > 0, {
    path: ['bank_transfer_enabled'],
    error: 'Add an account before you offer bank transfer.',
  })

export const cryptoSchema = z
  .object({
    crypto_enabled: z.boolean(),
    crypto_addresses: z.array(
      z.object({
        asset: filled('Give the coin, e.g. USDT.'),
        network: filled('Give the network, e.g. TRON (TRC-20).'),
        address: filled('Give the address.'),
      }),
    ),
  })
  .refine((values) => !values.crypto_enabled || values.crypto_addresses.length > 0, {
    path: ['crypto_enabled'],
    error: 'Add an address before you offer crypto.',
  })

export const noteSchema = z.object({ instructions: z.string().max(2000) })

export type BankValues = z.infer<typeof bankSchema>
export type CryptoValues = z.infer<typeof cryptoSchema>
