import { createFileRoute } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { walletGetOptions } from '@/api/generated/@tanstack/react-query.gen'
import { listSearch } from '@/components/data-table/search'
import { WalletPage } from '@/features/wallet/wallet-page'

export const Route = createFileRoute('/dashboard/wallet')({
  validateSearch: z.object(listSearch),
  loader: ({ context }) => context.queryClient.ensureQueryData(walletGetOptions()),
  component: WalletPage,
})
