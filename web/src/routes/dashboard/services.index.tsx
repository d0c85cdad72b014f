import { createFileRoute } from '@tanstack/react-router'
import { serviceListOptions } from '@/api/generated/@tanstack/react-query.gen'
import { anyText, listQuery, listSearch, oneOf, searchOf } from '@/components/data-table/search'
import { ServicesPage } from '@/features/services/services-page'

const search = searchOf({
  ...listSearch,
  status: oneOf(['pending', 'provisioning', 'active', 'suspended', 'terminating', 'terminated', 'failed']),
  category: oneOf(['vps', 'shared', 'dedicated']),
  datacenter: anyText,
})

export const Route = createFileRoute('/dashboard/services/')({
  validateSearch: search,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(serviceListOptions({ query: listQuery(deps) }))
  },
  component: ServicesPage,
})
