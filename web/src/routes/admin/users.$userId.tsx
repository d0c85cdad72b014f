import { createFileRoute } from '@tanstack/react-router'
import { requirePermission } from '@/api/guards'
import { userOptions } from '@/features/admin/users/queries'
import { UserLayout } from '@/features/admin/users/user-layout'

export const Route = createFileRoute('/admin/users/$userId')({
  beforeLoad: ({ context }) => requirePermission(context.me, 'users.view'),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(userOptions(params.userId)),
  component: UserLayout,
})
