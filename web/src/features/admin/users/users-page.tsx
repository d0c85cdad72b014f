import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Users } from 'lucide-react'
import { adminUserListOptions } from '@/api/generated/@tanstack/react-query.gen'
import { adminUserList } from '@/api/generated/sdk.gen'
import { DataTable } from '@/components/data-table/data-table'
import { listQuery } from '@/components/data-table/search'
import type { Facet } from '@/components/data-table/types'
import { useTableUrl } from '@/components/data-table/use-table-url'
import { PageBody, PageHeader } from '@/components/page-header'
import { stateOptions } from '@/components/state-badge'
import { Empty } from '@/components/ui/empty'
import { userColumns } from '@/features/admin/users/columns'

const route = getRouteApi('/admin/users/')

const facets: readonly Facet[] = [
  { id: 'status', label: 'State', options: stateOptions('user') },
  {
    id: 'role',
    label: 'Role',
    options: [
      { value: 'customer', label: 'Customer' },
      { value: 'staff', label: 'Staff' },
    ],
  },
]

export function UsersPage() {
  const search = route.useSearch()
  const state = useTableUrl(['status', 'role'])
  const query = useQuery({
    ...adminUserListOptions({ query: listQuery(search) }),
    placeholderData: keepPreviousData,
  })
  return (
    <PageBody>
      <PageHeader title="Users" purpose="Who can sign in, what they run, and what their wallets hold." />
      <DataTable
        id="admin-users"
        label="Users"
        state={state}
        query={query}
        columns={userColumns}
        rowId={(user) => user.id}
        rowLabel={(user) => user.full_name}
        facets={facets}
        searchPlaceholder="Filter by name, e-mail or company"
        defaultSort="-created_at"
        density="dense"
        phone="scroll"
        exportCsv={{
          filename: 'users',
          fetchPage: async (cursor) =>
            (await adminUserList({ query: { ...search, limit: 100, cursor }, throwOnError: true })).data,
        }}
        empty={<Empty icon={Users} title="No users yet" />}
      />
    </PageBody>
  )
}
