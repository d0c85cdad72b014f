import { createFileRoute } from '@tanstack/react-router'
import { requirePermission } from '@/api/guards'
import { anyText, listSearch, oneOf, searchOf } from '@/components/data-table/search'
import { OrdersPage } from '@/features/admin/orders/orders-page'

const search = searchOf({
  ...listSearch,
  status: oneOf(['pending', 'provisioning', 'active', 'failed', 'cancelled', 'expired', 'fraud']),
  payment_status: oneOf(['pending', 'in_review', 'partially_paid', 'paid', 'refunded']),
  category: oneOf(['vps', 'shared', 'dedicated']),
  account: anyText,
  provision: anyText,
  pay: anyText,
})

export const Route = createFileRoute('/admin/orders/')({
  validateSearch: search,
  beforeLoad: ({ context }) => requirePermission(context.me, 'orders.view'),
  component: OrdersPage,
})
