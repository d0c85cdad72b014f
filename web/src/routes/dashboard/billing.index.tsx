import { createFileRoute } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { invoiceListOptions } from '@/api/generated/@tanstack/react-query.gen'
import { listQuery, listSearch, oneOf } from '@/components/data-table/search'
import { BillingPage } from '@/features/billing/billing-page'

export const Route = createFileRoute('/dashboard/billing/')({
  validateSearch: z.object({
    ...listSearch,
    status: oneOf(['draft', 'proforma', 'open', 'paid', 'void', 'uncollectible']),
  }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(invoiceListOptions({ query: listQuery(deps) }))
  },
  component: BillingPage,
})
