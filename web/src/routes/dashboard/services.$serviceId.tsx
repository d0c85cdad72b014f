import { createFileRoute } from '@tanstack/react-router'
import { serviceOptions } from '@/features/services/queries'
import { ServerLayout } from '@/features/services/server-layout'

export const Route = createFileRoute('/dashboard/services/$serviceId')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(serviceOptions(params.serviceId)),
  component: ServerLayout,
})
