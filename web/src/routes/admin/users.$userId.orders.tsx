import { createFileRoute } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { requirePermission } from '@/api/guards'
import { anyText, listSearch } from '@/components/data-table/search'
import { UserOrders } from '@/features/admin/users/user-lists'

export const Route = createFileRoute('/admin/users/$userId/orders')({
  validateSearch: z.object({ ...listSearch, provision: anyText, pay: anyText }),
  beforeLoad: ({ context }) => requirePermission(context.me, 'orders.view'),
  component: UserOrders,
})
