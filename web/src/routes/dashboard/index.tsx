import { createFileRoute } from '@tanstack/react-router'
import { DashboardPage } from '@/features/dashboard/dashboard-page'
import { dashboardOptions } from '@/features/dashboard/queries'

export const Route = createFileRoute('/dashboard/')({
  loader: ({ context }) => context.queryClient.ensureQueryData(dashboardOptions()),
  component: DashboardPage,
})
