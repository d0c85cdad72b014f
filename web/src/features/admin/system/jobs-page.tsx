import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { ListChecks, RotateCcw } from 'lucide-react'
import {
  adminDashboardGetQueryKey,
  adminJobListOptions,
  adminJobListQueryKey,
  adminJobRetryMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { Job } from '@/api/generated/types.gen'
import { DataTable } from '@/components/data-table/data-table'
import { listQuery } from '@/components/data-table/search'
import type { Column, Facet } from '@/components/data-table/types'
import { useTableUrl } from '@/components/data-table/use-table-url'
import { PageBody, PageHeader } from '@/components/page-header'
import { StateBadge, stateOptions } from '@/components/state-badge'
import { RelativeTime } from '@/components/time'
import { ActionButton } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { useCan } from '@/lib/use-session'
import { actionWords } from '@/lib/words'

const route = getRouteApi('/admin/jobs')

const facets: readonly Facet[] = [{ id: 'state', label: 'State', options: stateOptions('job') }]

const columns: readonly Column<Job>[] = [
  {
    id: 'kind',
    header: 'Job',
    cell: (job) => <span className="whitespace-nowrap font-medium">{actionWords(job.kind)}</span>,
  },
  { id: 'state', header: 'State', cell: (job) => <StateBadge kind="job" value={job.state} /> },
  {
    id: 'attempts',
    header: 'Tries',
    align: 'right',
    cell: (job) => (
      <span className="whitespace-nowrap">
        {job.attempts} of {job.max_attempts}
      </span>
    ),
  },
  {
    id: 'error',
    header: 'Last error',
    cell: (job) => (
      <span className="line-clamp-2 max-w-md whitespace-normal break-words text-muted-foreground">
        {job.last_error ?? '–'}
      </span>
    ),
  },
  {
    id: 'run',
    header: 'Runs',
    cell: (job) => (
      <RelativeTime
        value={job.finished_at ?? job.failed_at ?? job.run_at}
        className="whitespace-nowrap text-muted-foreground"
      />
    ),
  },
  {
    id: 'created',
    header: 'Created',
    sort: 'created_at',
    cell: (job) => (
      <RelativeTime value={job.created_at} className="whitespace-nowrap text-muted-foreground" />
    ),
  },
  { id: 'next', header: 'Next step', cell: (job) => <RetryButton job={job} /> },
]

function RetryButton({ job }: { job: Job }) {
  const can = useCan()
  const retry = useMutation({
    ...adminJobRetryMutation(),
    meta: {
      success: 'The job runs again',
      invalidates: [adminJobListQueryKey(), adminDashboardGetQueryKey()],
    },
  })
  if (job.state !== 'dead' || !can('jobs.manage')) return null
  return (
    <ActionButton
      variant="outline"
      size="sm"
      pending={retry.isPending}
      aria-label={`Retry ${actionWords(job.kind)}`}
      onClick={() => retry.mutate({ path: { id: job.id } })}
    >
      <RotateCcw aria-hidden="true" />
      Retry
    </ActionButton>
  )
}

export function JobsPage() {
  const search = route.useSearch()
  const query = useQuery({
    ...adminJobListOptions({ query: listQuery(search) }),
    placeholderData: keepPreviousData,
    refetchInterval: 15_000,
  })
  return (
    <PageBody>
      <PageHeader
        title="Jobs"
        purpose="Work done in the background: mails, renewals, clean-up. Failed jobs wait for you."
      />
      <DataTable
        id="admin-jobs"
        label="Jobs"
        state={useTableUrl(['state'])}
        query={query}
        columns={columns}
        rowId={(job) => job.id}
        rowLabel={(job) => actionWords(job.kind)}
        facets={facets}
        searchPlaceholder={null}
        defaultSort="-created_at"
        density="dense"
        phone="scroll"
        empty={
          <Empty icon={ListChecks} title="No jobs yet">
            What the system does in the background appears here.
          </Empty>
        }
      />
    </PageBody>
  )
}
