import { createFileRoute, Outlet } from '@tanstack/react-router'
import { requireStaff } from '@/api/guards'
import { AppShell } from '@/components/layout/app-shell'
import { BarePageError } from '@/components/states'

export const Route = createFileRoute('/admin')({
  beforeLoad: async ({ context, location }) => ({ me: await requireStaff(context.queryClient, location) }),
  errorComponent: BarePageError,
  component: () => (
    <AppShell area="admin">
      <Outlet />
    </AppShell>
  ),
})
