import { createFileRoute } from '@tanstack/react-router'
import { ServerActivity } from '@/features/services/server-activity'

export const Route = createFileRoute('/dashboard/services/$serviceId/activity')({ component: ServerActivity })
