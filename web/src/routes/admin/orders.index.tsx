import { createFileRoute } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { requirePermission } from '@/api/guards'
import { anyText, listSearch, oneOf } from '@/components/data-table/search'
import { OrdersPage } from '@/features/admin/orders/orders-page'

export const Route = createFileRoute('/admin/orders/')({
  validateSearch: z.object({
    ...listSearch,
    status: oneOf(['pending', 'provisioning', 'active', 'failed', 'cancelled', 'expired', 'fraud']),
    payment_status: oneOf(['pending', 'in_review', 'partially_paid', 'paid', 'refunded']),
    category: oneOf(['vps', 'shared', 'dedicated']),
    account: anyText,
    provision: anyText,
    pay: anyText,
  }),
  beforeLoad: ({ context }) => requirePermission(context.me, 'orders.view'),
  component: OrdersPage,
})
