import { adminDashboardGetOptions } from '@/api/generated/@tanstack/react-query.gen'

export const adminDashboardOptions = () => ({ ...adminDashboardGetOptions(), refetchInterval: 60_000 })
