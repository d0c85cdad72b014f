import { dashboardGetOptions } from '@/api/generated/@tanstack/react-query.gen'

export const dashboardOptions = () => ({ ...dashboardGetOptions(), refetchInterval: 60_000 })
