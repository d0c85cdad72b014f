import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Server } from 'lucide-react'
import { adminServiceListOptions, datacenterListOptions } from '@/api/generated/@tanstack/react-query.gen'
import { adminServiceList } from '@/api/generated/sdk.gen'
import { DataTable } from '@/components/data-table/data-table'
import { listQuery } from '@/components/data-table/search'
import type { Facet } from '@/components/data-table/types'
import { useTableUrl } from '@/components/data-table/use-table-url'
import { PageBody, PageHeader } from '@/components/page-header'
import { stateOptions } from '@/components/state-badge'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { adminServiceColumns } from '@/features/admin/servers/columns'
import { categoryLabels, serviceName } from '@/lib/words'

const route = getRouteApi('/admin/servers/')

export function ServersPage() {
  const search = route.useSearch()
  const state = useTableUrl(['status', 'category', 'datacenter'])
  const places = useQuery({ ...datacenterListOptions(), staleTime: 60_000 })
  const query = useQuery({
    ...adminServiceListOptions({ query: listQuery(search) }),
    placeholderData: keepPreviousData,
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
      <PageHeader title="Servers" purpose="Everything customers run with us." />
      <DataTable
        id="admin-servers"
        label="Servers"
        state={state}
        query={query}
        columns={adminServiceColumns}
        rowId={(service) => service.id}
        rowLabel={serviceName}
        facets={facets}
        searchPlaceholder="Filter by hostname, address or customer"
        density="dense"
        phone="scroll"
        exportCsv={{
          filename: 'servers',
          fetchPage: async (cursor) =>
            (await adminServiceList({ query: { ...search, limit: 100, cursor }, throwOnError: true })).data,
        }}
        empty={
          <Empty
            icon={Server}
            title="No servers yet"
            action={
              <Button asChild>
                <Link to="/admin/orders">Open orders</Link>
              </Button>
            }
          >
            Servers appear here with the first paid order.
          </Empty>
        }
      />
    </PageBody>
  )
}
