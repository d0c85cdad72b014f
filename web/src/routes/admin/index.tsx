import { createFileRoute } from '@tanstack/react-router'
import { requirePermission } from '@/api/guards'
import { AdminDashboardPage, adminDashboardOptions } from '@/features/admin/dashboard/dashboard-page'

export const Route = createFileRoute('/admin/')({
  beforeLoad: ({ context }) => requirePermission(context.me, 'dashboard.view'),
  loader: ({ context }) => context.queryClient.ensureQueryData(adminDashboardOptions()),
  component: AdminDashboardPage,
})
