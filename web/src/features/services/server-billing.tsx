import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ReceiptText } from 'lucide-react'
import { serviceInvoicesOptions } from '@/api/generated/@tanstack/react-query.gen'
import { DataTable } from '@/components/data-table/data-table'
import { useTableLocal } from '@/components/data-table/use-table-url'
import { invoiceColumns } from '@/components/invoice-columns'
import { Card, CardContent } from '@/components/ui/card'
import { Empty } from '@/components/ui/empty'
import { AutoRenewSwitch } from '@/features/services/auto-renew-switch'
import { serviceOptions } from '@/features/services/queries'
import { invoiceName } from '@/lib/words'

const route = getRouteApi('/dashboard/services/$serviceId')

export function ServerBilling() {
  const { serviceId } = route.useParams()
  const service = useSuspenseQuery(serviceOptions(serviceId)).data
  const state = useTableLocal()
  const query = useQuery({
    ...serviceInvoicesOptions({
      path: { id: serviceId },
      query: { limit: state.limit, cursor: state.cursor, q: state.q || undefined, sort: state.sort },
    }),
    placeholderData: keepPreviousData,
  })
  return (
    <div className="flex flex-col gap-6">
      <Card aria-label="Renewal">
        <CardContent className="flex items-center justify-between gap-4">
          <div>
            <p className="font-medium">Renew automatically</p>
            <p className="text-muted-foreground">Paid from your wallet on the due day.</p>
          </div>
          <AutoRenewSwitch service={service} />
        </CardContent>
      </Card>
      <DataTable
        id="service-invoices"
        label="Invoices of this server"
        state={state}
        query={query}
        columns={invoiceColumns}
        rowId={(invoice) => invoice.id}
        rowLabel={invoiceName}
        searchPlaceholder={null}
        phone="cards"
        empty={<Empty icon={ReceiptText} title="No invoices for this server" />}
      />
    </div>
  )
}
