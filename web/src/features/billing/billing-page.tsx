import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ReceiptText } from 'lucide-react'
import { invoiceListOptions } from '@/api/generated/@tanstack/react-query.gen'
import { invoiceList } from '@/api/generated/sdk.gen'
import { DataTable } from '@/components/data-table/data-table'
import { listQuery } from '@/components/data-table/search'
import type { Facet } from '@/components/data-table/types'
import { useTableUrl } from '@/components/data-table/use-table-url'
import { invoiceColumns } from '@/components/invoice-columns'
import { PageBody, PageHeader } from '@/components/page-header'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { invoiceName } from '@/lib/words'

const route = getRouteApi('/dashboard/billing/')

const facets: readonly Facet[] = [
  {
    id: 'status',
    label: 'Status',
    options: [
      { value: 'proforma', label: 'Due' },
      { value: 'paid', label: 'Paid' },
      { value: 'void', label: 'Void' },
    ],
  },
]

export function BillingPage() {
  const search = route.useSearch()
  const state = useTableUrl(['status'])
  const query = useQuery({
    ...invoiceListOptions({ query: listQuery(search) }),
    placeholderData: keepPreviousData,
  })
  return (
    <PageBody>
      <PageHeader title="Billing" purpose="Your invoices, and what is due next." />
      <DataTable
        id="invoices"
        label="Invoices"
        state={state}
        query={query}
        columns={invoiceColumns}
        rowId={(invoice) => invoice.id}
        rowLabel={invoiceName}
        facets={facets}
        searchPlaceholder="Filter by number or reference"
        defaultSort="-created_at"
        phone="cards"
        exportCsv={{
          filename: 'invoices',
          fetchPage: async (cursor) =>
            (await invoiceList({ query: { ...search, limit: 100, cursor }, throwOnError: true })).data,
        }}
        empty={
          <Empty
            icon={ReceiptText}
            title="No invoices yet"
            action={
              <Button asChild>
                <Link to="/dashboard/order">Order server</Link>
              </Button>
            }
          >
            Invoices appear here with your first order.
          </Empty>
        }
      />
    </PageBody>
  )
}
