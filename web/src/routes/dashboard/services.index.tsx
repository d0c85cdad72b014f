import { createFileRoute } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { serviceListOptions } from '@/api/generated/@tanstack/react-query.gen'
import { anyText, listQuery, listSearch, oneOf } from '@/components/data-table/search'
import { ServicesPage } from '@/features/services/services-page'

export const Route = createFileRoute('/dashboard/services/')({
  validateSearch: z.object({
    ...listSearch,
    status: oneOf(['pending', 'provisioning', 'active', 'suspended', 'terminating', 'terminated', 'failed']),
    category: oneOf(['vps', 'shared', 'dedicated']),
    datacenter: anyText,
  }),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(serviceListOptions({ query: listQuery(deps) }))
  },
  component: ServicesPage,
})
