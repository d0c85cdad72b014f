import { createFileRoute } from '@tanstack/react-router'
import { invoiceListOptions } from '@/api/generated/@tanstack/react-query.gen'
import { listQuery, listSearch, oneOf, searchOf } from '@/components/data-table/search'
import { BillingPage } from '@/features/billing/billing-page'

const search = searchOf({
  ...listSearch,
  status: oneOf(['draft', 'proforma', 'open', 'paid', 'void', 'uncollectible']),
})

export const Route = createFileRoute('/dashboard/billing/')({
  validateSearch: search,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(invoiceListOptions({ query: listQuery(deps) }))
  },
  component: BillingPage,
})
