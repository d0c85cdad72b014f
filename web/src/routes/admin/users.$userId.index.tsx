import { createFileRoute } from '@tanstack/react-router'
import { UserOverview } from '@/features/admin/users/user-overview'

export const Route = createFileRoute('/admin/users/$userId/')({ component: UserOverview })
