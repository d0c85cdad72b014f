import {
  adminServiceActivityQueryKey,
  adminServiceGetQueryKey,
  adminServiceListQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'

export const adminActivityKey = (id: string) => adminServiceActivityQueryKey({ path: { id } })

/** Everything that shows something of a server. */
export const serverKeys = (id: string) => [
  adminServiceGetQueryKey({ path: { id } }),
  adminServiceListQueryKey(),
  adminActivityKey(id),
]
