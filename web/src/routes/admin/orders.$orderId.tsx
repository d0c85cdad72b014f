import { createFileRoute } from '@tanstack/react-router'
import { adminOrderGetOptions } from '@/api/generated/@tanstack/react-query.gen'
import { requirePermission } from '@/api/guards'
import { anyText, searchOf } from '@/components/data-table/search'
import { AdminOrderPage } from '@/features/admin/orders/order-page'

const search = searchOf({ provision: anyText, pay: anyText })

export const Route = createFileRoute('/admin/orders/$orderId')({
  validateSearch: search,
  beforeLoad: ({ context }) => requirePermission(context.me, 'orders.view'),
  loader: ({ context, params }) =>
    context.queryClient.ensureQueryData(adminOrderGetOptions({ path: { id: params.orderId } })),
  component: AdminOrderPage,
})
