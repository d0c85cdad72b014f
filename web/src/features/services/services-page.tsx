import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Server } from 'lucide-react'
import { datacenterListOptions, serviceListOptions } from '@/api/generated/@tanstack/react-query.gen'
import { serviceList } from '@/api/generated/sdk.gen'
import type { ServicePage } from '@/api/generated/types.gen'
import { DataTable } from '@/components/data-table/data-table'
import { listQuery } from '@/components/data-table/search'
import type { Facet } from '@/components/data-table/types'
import { useTableUrl } from '@/components/data-table/use-table-url'
import { PageBody, PageHeader } from '@/components/page-header'
import { isTransitional, stateOptions } from '@/components/state-badge'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { serviceColumns } from '@/features/services/columns'
import { categoryLabels, serviceName } from '@/lib/words'

const route = getRouteApi('/dashboard/services/')

const orderLink = (
  <Button asChild>
    <Link to="/dashboard/order">Order server</Link>
  </Button>
)

export function ServicesPage() {
  const search = route.useSearch()
  const state = useTableUrl(['status', 'category', 'datacenter'])
  const places = useQuery({ ...datacenterListOptions(), staleTime: 60_000 })
  const query = useQuery({
    ...serviceListOptions({ query: listQuery(search) }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state: { data } }: { state: { data?: ServicePage } }) =>
      data?.items.some((service) => isTransitional(service.status)) ? 5_000 : false,
  })
  const facets: Facet[] = [
    { id: 'status', label: 'State', options: stateOptions('service') },
    {
      id: 'category',
      label: 'Type',
      options: Object.entries(categoryLabels).map(([value, label]) => ({ value, label })),
    },
    {
      id: 'datacenter',
      label: 'Location',
      options: places.data?.items.map((place) => ({ value: place.slug, label: place.name })) ?? [],
    },
  ]
  return (
    <PageBody>
      <PageHeader title="My Services" purpose="Everything you run with us." />
      <DataTable
        id="services"
        label="Services"
        state={state}
        query={query}
        columns={serviceColumns}
        rowId={(service) => service.id}
        rowLabel={serviceName}
        facets={facets}
        searchPlaceholder="Filter by name, hostname or address"
        phone="cards"
        exportCsv={{
          filename: 'services',
          fetchPage: async (cursor) => {
            const answer = await serviceList({ query: { ...search, limit: 100, cursor }, throwOnError: true })
            return answer.data
          },
        }}
        empty={
          <Empty icon={Server} title="No services yet" action={orderLink}>
            Your first server is a few clicks away.
          </Empty>
        }
      />
    </PageBody>
  )
}
