import { serviceGetOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { Service } from '@/api/generated/types.gen'
import { isTransitional } from '@/components/state-badge'

export const serviceOptions = (id: string) => ({
  ...serviceGetOptions({ path: { id } }),
  refetchInterval: ({ state }: { state: { data?: Service } }) =>
    state.data && isTransitional(state.data.status) ? 5_000 : false,
})
