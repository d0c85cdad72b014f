import { createFileRoute } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { requirePermission } from '@/api/guards'
import { listSearch } from '@/components/data-table/search'
import { UserInvoices } from '@/features/admin/users/user-lists'

export const Route = createFileRoute('/admin/users/$userId/invoices')({
  validateSearch: z.object(listSearch),
  beforeLoad: ({ context }) => requirePermission(context.me, 'invoices.view'),
  component: UserInvoices,
})
