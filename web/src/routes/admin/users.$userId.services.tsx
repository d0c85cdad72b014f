import { createFileRoute } from '@tanstack/react-router'
import { requirePermission } from '@/api/guards'
import { listSearch, searchOf } from '@/components/data-table/search'
import { UserServices } from '@/features/admin/users/user-lists'

const search = searchOf(listSearch)

export const Route = createFileRoute('/admin/users/$userId/services')({
  validateSearch: search,
  beforeLoad: ({ context }) => requirePermission(context.me, 'services.view'),
  component: UserServices,
})
