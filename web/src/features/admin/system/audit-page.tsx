import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { History } from 'lucide-react'
import { adminAuditListOptions } from '@/api/generated/@tanstack/react-query.gen'
import { adminAuditList } from '@/api/generated/sdk.gen'
import { DataTable } from '@/components/data-table/data-table'
import { listQuery } from '@/components/data-table/search'
import type { Facet } from '@/components/data-table/types'
import { useTableUrl } from '@/components/data-table/use-table-url'
import { PageBody, PageHeader } from '@/components/page-header'
import { Empty } from '@/components/ui/empty'
import { auditColumns } from '@/features/admin/system/audit-columns'
import { AuditSheet } from '@/features/admin/system/audit-sheet'
import { auditActions, auditSubjects } from '@/features/admin/system/search'
import { humanize } from '@/lib/format'
import { actionWords } from '@/lib/words'

const route = getRouteApi('/admin/audit')

const facets: readonly Facet[] = [
  {
    id: 'subject_kind',
    label: 'Object',
    options: auditSubjects.map((value) => ({ value, label: humanize(value) })),
  },
  {
    id: 'action',
    label: 'Action',
    options: auditActions.map((value) => ({ value, label: actionWords(value) })),
  },
]

export function AuditPage() {
  const { entry, ...search } = route.useSearch()
  const navigate = useNavigate()
  const query = useQuery({
    ...adminAuditListOptions({ query: listQuery(search) }),
    placeholderData: keepPreviousData,
  })
  const shown = query.data?.items.find((row) => row.id === entry)
  return (
    <PageBody>
      <PageHeader
        title="Audit"
        purpose="Who changed what, when, and why. Entries are never changed or removed."
      />
      <DataTable
        id="admin-audit"
        label="Audit entries"
        state={useTableUrl(['subject_kind', 'action'])}
        query={query}
        columns={auditColumns}
        rowId={(row) => row.id}
        rowLabel={(row) => actionWords(row.action)}
        facets={facets}
        searchPlaceholder={null}
        defaultSort="-created_at"
        density="dense"
        phone="scroll"
        exportCsv={{
          filename: 'audit',
          fetchPage: async (cursor) =>
            (await adminAuditList({ query: { ...search, limit: 100, cursor }, throwOnError: true })).data,
        }}
        empty={<Empty icon={History} title="Nothing has been recorded yet" />}
      />
      {shown ? (
        <AuditSheet
          row={shown}
          onClose={() =>
            void navigate({
              to: '/admin/audit',
              search: (before) => ({ ...before, entry: undefined }),
              resetScroll: false,
            })
          }
        />
      ) : null}
    </PageBody>
  )
}
