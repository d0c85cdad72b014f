import { createFileRoute } from '@tanstack/react-router'
import { requirePermission } from '@/api/guards'
import { listSearch, searchOf } from '@/components/data-table/search'
import { UserInvoices } from '@/features/admin/users/user-lists'

const search = searchOf(listSearch)

export const Route = createFileRoute('/admin/users/$userId/invoices')({
  validateSearch: search,
  beforeLoad: ({ context }) => requirePermission(context.me, 'invoices.view'),
  component: UserInvoices,
})
