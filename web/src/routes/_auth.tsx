import { createFileRoute, Outlet } from '@tanstack/react-router'
import { AuthShell } from '@/components/layout/auth-shell'

export const Route = createFileRoute('/_auth')({
  component: () => (
    <AuthShell>
      <Outlet />
    </AuthShell>
  ),
})
