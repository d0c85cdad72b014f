import { createFileRoute } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { adminOrderGetOptions } from '@/api/generated/@tanstack/react-query.gen'
import { requirePermission } from '@/api/guards'
import { anyText } from '@/components/data-table/search'
import { AdminOrderPage } from '@/features/admin/orders/order-page'

export const Route = createFileRoute('/admin/orders/$orderId')({
  validateSearch: z.object({ provision: anyText, pay: anyText }),
  beforeLoad: ({ context }) => requirePermission(context.me, 'orders.view'),
  loader: ({ context, params }) =>
    context.queryClient.ensureQueryData(adminOrderGetOptions({ path: { id: params.orderId } })),
  component: AdminOrderPage,
})
