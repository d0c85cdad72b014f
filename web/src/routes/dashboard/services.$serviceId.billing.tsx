import { createFileRoute } from '@tanstack/react-router'
import { ServerBilling } from '@/features/services/server-billing'

export const Route = createFileRoute('/dashboard/services/$serviceId/billing')({ component: ServerBilling })
