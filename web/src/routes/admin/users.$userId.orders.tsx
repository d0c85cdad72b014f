import { createFileRoute } from '@tanstack/react-router'
import { requirePermission } from '@/api/guards'
import { anyText, listSearch, searchOf } from '@/components/data-table/search'
import { UserOrders } from '@/features/admin/users/user-lists'

const search = searchOf({ ...listSearch, provision: anyText, pay: anyText })

export const Route = createFileRoute('/admin/users/$userId/orders')({
  validateSearch: search,
  beforeLoad: ({ context }) => requirePermission(context.me, 'orders.view'),
  component: UserOrders,
})
