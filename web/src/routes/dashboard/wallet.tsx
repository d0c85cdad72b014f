import { createFileRoute } from '@tanstack/react-router'
import { walletGetOptions } from '@/api/generated/@tanstack/react-query.gen'
import { listSearch, searchOf } from '@/components/data-table/search'
import { WalletPage } from '@/features/wallet/wallet-page'

const search = searchOf(listSearch)

export const Route = createFileRoute('/dashboard/wallet')({
  validateSearch: search,
  loader: ({ context }) => context.queryClient.ensureQueryData(walletGetOptions()),
  component: WalletPage,
})
