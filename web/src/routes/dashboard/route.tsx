import { createFileRoute, Outlet } from '@tanstack/react-router'
import { requireUser } from '@/api/guards'
import { AppShell } from '@/components/layout/app-shell'
import { BarePageError } from '@/components/states'

export const Route = createFileRoute('/dashboard')({
  beforeLoad: async ({ context, location }) => ({ me: await requireUser(context.queryClient, location) }),
  errorComponent: BarePageError,
  component: () => (
    <AppShell area="customer">
      <Outlet />
    </AppShell>
  ),
})
