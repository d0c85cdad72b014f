import { createFileRoute } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { listSearch } from '@/components/data-table/search'
import { UserWallet } from '@/features/admin/users/user-wallet'

export const Route = createFileRoute('/admin/users/$userId/wallet')({
  validateSearch: z.object(listSearch),
  component: UserWallet,
})
