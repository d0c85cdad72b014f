import { z } from '@/lib/zod'

const known = z.union([z.ipv4(), z.ipv6()])

/** An IPv4 or IPv6 address, with one sentence for everything else. */
export const ipAddress = z
  .string()
  .trim()
  .refine((text) => known.safeParse(text).success, 'Give an IPv4 or IPv6 address, e.g. 203.0.113.10.')
