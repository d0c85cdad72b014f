import { z } from '@/lib/zod'

const email = z.email('Enter an e-mail address such as name@example.com.')
const newPassword = z.string().min(8, 'Use at least 8 characters.').max(128, 'Use at most 128 characters.')

export const loginSchema = z.object({ email, password: z.string().min(1, 'Enter your password.') })
export type LoginValues = z.infer<typeof loginSchema>

export const registerSchema = z.object({
  full_name: z.string().trim().min(1, 'Enter your name.').max(120, 'Use at most 120 characters.'),
  company: z.string().trim().max(120, 'Use at most 120 characters.'),
  email,
  password: newPassword,
  country: z.string(),
  accept_terms: z.boolean().refine((accepted) => accepted, 'Accept the terms to create an account.'),
})
export type RegisterValues = z.infer<typeof registerSchema>

export const forgotSchema = z.object({ email })
export const resetSchema = z.object({ password: newPassword })
