import { createFileRoute } from '@tanstack/react-router'
import { DashboardPage, dashboardOptions } from '@/features/dashboard/dashboard-page'

export const Route = createFileRoute('/dashboard/')({
  loader: ({ context }) => context.queryClient.ensureQueryData(dashboardOptions()),
  component: DashboardPage,
})
