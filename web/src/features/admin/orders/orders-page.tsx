import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ReceiptText } from 'lucide-react'
import { adminOrderListOptions } from '@/api/generated/@tanstack/react-query.gen'
import { adminOrderList } from '@/api/generated/sdk.gen'
import { DataTable } from '@/components/data-table/data-table'
import { listQuery } from '@/components/data-table/search'
import type { Facet } from '@/components/data-table/types'
import { useTableUrl } from '@/components/data-table/use-table-url'
import { PageBody, PageHeader } from '@/components/page-header'
import { stateOptions } from '@/components/state-badge'
import { Empty } from '@/components/ui/empty'
import { adminOrderColumns } from '@/features/admin/orders/columns'
import { OrderDialogs } from '@/features/admin/orders/order-dialogs'
import { categoryLabels } from '@/lib/words'

const route = getRouteApi('/admin/orders/')

const facets: readonly Facet[] = [
  { id: 'status', label: 'Status', options: stateOptions('order') },
  { id: 'payment_status', label: 'Payment', options: stateOptions('payment') },
  {
    id: 'category',
    label: 'Type',
    options: Object.entries(categoryLabels).map(([value, label]) => ({ value, label })),
  },
]

export function OrdersPage() {
  const { provision, pay, ...search } = route.useSearch()
  const state = useTableUrl(['status', 'payment_status', 'category'])
  const query = useQuery({
    ...adminOrderListOptions({ query: listQuery(search) }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })
  return (
    <PageBody>
      <PageHeader
        title="Orders"
        purpose="What customers ordered, what is paid, and what waits to be built."
      />
      <DataTable
        id="admin-orders"
        label="Orders"
        state={state}
        query={query}
        columns={adminOrderColumns}
        rowId={(order) => order.id}
        rowLabel={(order) => order.number}
        facets={facets}
        searchPlaceholder="Number, customer or hostname"
        defaultSort="-created_at"
        density="dense"
        phone="scroll"
        exportCsv={{
          filename: 'orders',
          fetchPage: async (cursor) =>
            (await adminOrderList({ query: { ...search, limit: 100, cursor }, throwOnError: true })).data,
        }}
        empty={
          <Empty icon={ReceiptText} title="No orders yet">
            Orders appear here as customers place them.
          </Empty>
        }
      />
      <OrderDialogs provision={provision} pay={pay} />
    </PageBody>
  )
}
