import { createFileRoute } from '@tanstack/react-router'
import { requirePermission } from '@/api/guards'
import { AdminDashboardPage } from '@/features/admin/dashboard/dashboard-page'
import { adminDashboardOptions } from '@/features/admin/dashboard/queries'

export const Route = createFileRoute('/admin/')({
  beforeLoad: ({ context }) => requirePermission(context.me, 'dashboard.view'),
  loader: ({ context }) => context.queryClient.ensureQueryData(adminDashboardOptions()),
  component: AdminDashboardPage,
})
