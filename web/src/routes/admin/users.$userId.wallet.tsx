import { createFileRoute } from '@tanstack/react-router'
import { listSearch, searchOf } from '@/components/data-table/search'
import { UserWallet } from '@/features/admin/users/user-wallet'

const search = searchOf(listSearch)

export const Route = createFileRoute('/admin/users/$userId/wallet')({
  validateSearch: search,
  component: UserWallet,
})
