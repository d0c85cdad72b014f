import {
  adminDashboardGetQueryKey,
  adminInvoiceListQueryKey,
  adminOrderGetQueryKey,
  adminOrderListQueryKey,
  adminServiceListQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'

/** Everything that shows something of an order. */
export const orderKeys = (id: string) => [
  adminOrderListQueryKey(),
  adminOrderGetQueryKey({ path: { id } }),
  adminServiceListQueryKey(),
  adminInvoiceListQueryKey(),
  adminDashboardGetQueryKey(),
]
