import { adminUserGetOptions } from '@/api/generated/@tanstack/react-query.gen'

export const userOptions = (id: string) => adminUserGetOptions({ path: { id } })
