import { createFileRoute } from '@tanstack/react-router'
import { adminServiceGetOptions } from '@/api/generated/@tanstack/react-query.gen'
import { requirePermission } from '@/api/guards'
import { ServerPage } from '@/features/admin/servers/server-page'

export const Route = createFileRoute('/admin/servers/$serviceId')({
  beforeLoad: ({ context }) => requirePermission(context.me, 'services.view'),
  loader: ({ context, params }) =>
    context.queryClient.ensureQueryData(adminServiceGetOptions({ path: { id: params.serviceId } })),
  component: ServerPage,
})
