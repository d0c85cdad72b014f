import { createFileRoute } from '@tanstack/react-router'
import { adminUserListOptions } from '@/api/generated/@tanstack/react-query.gen'
import { requirePermission } from '@/api/guards'
import { listQuery, listSearch, oneOf, searchOf } from '@/components/data-table/search'
import { UsersPage } from '@/features/admin/users/users-page'

const search = searchOf({
  ...listSearch,
  status: oneOf(['active', 'disabled', 'unverified']),
  role: oneOf(['customer', 'staff']),
})

export const Route = createFileRoute('/admin/users/')({
  validateSearch: search,
  beforeLoad: ({ context }) => requirePermission(context.me, 'users.view'),
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => {
    void context.queryClient.prefetchQuery(adminUserListOptions({ query: listQuery(deps) }))
  },
  component: UsersPage,
})
