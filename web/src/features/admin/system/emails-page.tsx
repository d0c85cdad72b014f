import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { Mail } from 'lucide-react'
import { adminEmailListOptions } from '@/api/generated/@tanstack/react-query.gen'
import type { Email } from '@/api/generated/types.gen'
import { DataTable } from '@/components/data-table/data-table'
import { listQuery } from '@/components/data-table/search'
import type { Column, Facet } from '@/components/data-table/types'
import { useTableUrl } from '@/components/data-table/use-table-url'
import { PageBody, PageHeader } from '@/components/page-header'
import { StateBadge, stateOptions } from '@/components/state-badge'
import { RelativeTime } from '@/components/time'
import { Empty } from '@/components/ui/empty'
import { humanize } from '@/lib/format'

const route = getRouteApi('/admin/emails')

const facets: readonly Facet[] = [{ id: 'status', label: 'State', options: stateOptions('email') }]

const columns: readonly Column<Email>[] = [
  {
    id: 'subject',
    header: 'Subject',
    cell: (mail) => (
      <span className="flex max-w-sm flex-col">
        <span className="truncate font-medium">{mail.subject}</span>
        <span className="truncate text-muted-foreground text-xs">{humanize(mail.template)}</span>
      </span>
    ),
  },
  {
    id: 'recipient',
    header: 'To',
    cell: (mail) => <span className="block max-w-64 truncate">{mail.recipient}</span>,
  },
  { id: 'status', header: 'State', cell: (mail) => <StateBadge kind="email" value={mail.status} /> },
  {
    id: 'transport',
    header: 'Sent by',
    cell: (mail) => (
      <span className="block max-w-56 truncate text-muted-foreground">
        {mail.last_error && mail.status !== 'sent' ? mail.last_error : (mail.transport ?? '–')}
      </span>
    ),
  },
  {
    id: 'created',
    header: 'When',
    sort: 'created_at',
    cell: (mail) => (
      <RelativeTime
        value={mail.sent_at ?? mail.created_at}
        className="whitespace-nowrap text-muted-foreground"
      />
    ),
  },
]

export function EmailsPage() {
  const search = route.useSearch()
  const query = useQuery({
    ...adminEmailListOptions({ query: listQuery(search) }),
    placeholderData: keepPreviousData,
    refetchInterval: 30_000,
  })
  return (
    <PageBody>
      <PageHeader title="E-mails" purpose="What was sent to whom, and what did not arrive." />
      <DataTable
        id="admin-emails"
        label="E-mails"
        state={useTableUrl(['status'])}
        query={query}
        columns={columns}
        rowId={(mail) => mail.id}
        rowLabel={(mail) => mail.subject}
        facets={facets}
        searchPlaceholder="Filter by recipient or subject"
        defaultSort="-created_at"
        density="dense"
        phone="scroll"
        empty={
          <Empty icon={Mail} title="No e-mails yet">
            Order, payment and access mails appear here.
          </Empty>
        }
      />
    </PageBody>
  )
}
