import { createFileRoute } from '@tanstack/react-router'
import { ServerOverview } from '@/features/services/server-overview'

export const Route = createFileRoute('/dashboard/services/$serviceId/')({ component: ServerOverview })
