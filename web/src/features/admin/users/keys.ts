import {
  adminAuditListQueryKey,
  adminDashboardGetQueryKey,
  adminUserGetQueryKey,
  adminUserListQueryKey,
  adminUserTransactionListQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'

/** Everything that shows something of a user. */
export const userKeys = (id: string) => [
  adminUserGetQueryKey({ path: { id } }),
  adminUserListQueryKey(),
  adminUserTransactionListQueryKey({ path: { id } }),
  adminDashboardGetQueryKey(),
  adminAuditListQueryKey(),
]
