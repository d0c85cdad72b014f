import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Download, ReceiptText, Server, ShoppingCart } from 'lucide-react'
import {
  adminUserInvoiceListOptions,
  adminUserOrderListOptions,
  adminUserServiceListOptions,
} from '@/api/generated/@tanstack/react-query.gen'
import { adminInvoicePdf } from '@/api/generated/sdk.gen'
import type { AdminInvoice } from '@/api/generated/types.gen'
import { DataTable } from '@/components/data-table/data-table'
import { listQuery } from '@/components/data-table/search'
import { useTableUrl } from '@/components/data-table/use-table-url'
import { Empty } from '@/components/ui/empty'
import { adminOrderColumns } from '@/features/admin/orders/columns'
import { OrderDialogs } from '@/features/admin/orders/order-dialogs'
import { adminServiceColumns } from '@/features/admin/servers/columns'
import { adminInvoiceColumns } from '@/features/admin/users/invoice-columns'
import { useDownload } from '@/lib/use-download'
import { invoiceName, serviceName } from '@/lib/words'

const customer = new Set(['customer', 'email', 'company'])
const orderColumns = adminOrderColumns.filter((column) => !customer.has(column.id))
const serviceColumns = adminServiceColumns.filter((column) => !customer.has(column.id))

const ordersRoute = getRouteApi('/admin/users/$userId/orders')
const servicesRoute = getRouteApi('/admin/users/$userId/services')
const invoicesRoute = getRouteApi('/admin/users/$userId/invoices')

export function UserOrders() {
  const { userId } = ordersRoute.useParams()
  const { provision, pay, ...search } = ordersRoute.useSearch()
  const query = useQuery({
    ...adminUserOrderListOptions({ path: { id: userId }, query: listQuery(search) }),
    placeholderData: keepPreviousData,
  })
  return (
    <>
      <DataTable
        id="admin-user-orders"
        label="Orders of this user"
        state={useTableUrl([])}
        query={query}
        columns={orderColumns}
        rowId={(order) => order.id}
        rowLabel={(order) => order.number}
        searchPlaceholder={null}
        density="dense"
        phone="scroll"
        empty={<Empty icon={ShoppingCart} title="No orders yet" />}
      />
      <OrderDialogs provision={provision} pay={pay} />
    </>
  )
}

export function UserServices() {
  const { userId } = servicesRoute.useParams()
  const query = useQuery({
    ...adminUserServiceListOptions({ path: { id: userId }, query: listQuery(servicesRoute.useSearch()) }),
    placeholderData: keepPreviousData,
  })
  return (
    <DataTable
      id="admin-user-services"
      label="Services of this user"
      state={useTableUrl([])}
      query={query}
      columns={serviceColumns}
      rowId={(service) => service.id}
      rowLabel={serviceName}
      searchPlaceholder={null}
      density="dense"
      phone="scroll"
      empty={<Empty icon={Server} title="No services yet" />}
    />
  )
}

export function UserInvoices() {
  const { userId } = invoicesRoute.useParams()
  const download = useDownload()
  const query = useQuery({
    ...adminUserInvoiceListOptions({ path: { id: userId }, query: listQuery(invoicesRoute.useSearch()) }),
    placeholderData: keepPreviousData,
  })
  const pdf = (invoice: AdminInvoice) =>
    download.mutate({
      filename: `${invoiceName(invoice)}.pdf`,
      fetchFile: async () => (await adminInvoicePdf({ path: { id: invoice.id }, throwOnError: true })).data,
    })
  return (
    <DataTable
      id="admin-user-invoices"
      label="Invoices of this user"
      state={useTableUrl([])}
      query={query}
      columns={adminInvoiceColumns}
      rowId={(invoice) => invoice.id}
      rowLabel={invoiceName}
      rowActions={(invoice) => [{ label: 'Download PDF', icon: Download, onSelect: () => pdf(invoice) }]}
      searchPlaceholder={null}
      density="dense"
      phone="scroll"
      empty={<Empty icon={ReceiptText} title="No invoices yet" />}
    />
  )
}
