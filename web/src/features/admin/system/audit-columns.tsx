import { Link } from '@tanstack/react-router'
import type { AuditRow } from '@/api/generated/types.gen'
import type { Column } from '@/components/data-table/types'
import { DateText } from '@/components/time'
import { humanize } from '@/lib/format'
import { actionWords, actorName } from '@/lib/words'

export const auditColumns: readonly Column<AuditRow>[] = [
  {
    id: 'action',
    header: 'Action',
    cell: (row) => (
      <Link
        to="/admin/audit"
        search={(before) => ({ ...before, entry: row.id })}
        resetScroll={false}
        className="whitespace-nowrap font-medium hover:underline"
      >
        {actionWords(row.action)}
      </Link>
    ),
    csv: (row) => row.action,
  },
  {
    id: 'at',
    header: 'Time',
    sort: 'created_at',
    cell: (row) => <DateText value={row.at} time className="tnum whitespace-nowrap text-muted-foreground" />,
    csv: (row) => row.at,
  },
  {
    id: 'actor',
    header: 'By',
    cell: (row) => <span className="block max-w-48 truncate">{actorName(row)}</span>,
    csv: actorName,
  },
  {
    id: 'subject',
    header: 'Object',
    cell: (row) => (
      <span className="flex max-w-72 items-baseline gap-2">
        {humanize(row.subject_kind)}
        <code className="truncate font-mono text-muted-foreground text-xs">{row.subject_id}</code>
      </span>
    ),
    csv: (row) => `${row.subject_kind} ${row.subject_id}`,
  },
  {
    id: 'reason',
    header: 'Reason',
    cell: (row) => <span className="block max-w-64 truncate text-muted-foreground">{row.reason ?? '–'}</span>,
    csv: (row) => row.reason,
  },
  {
    id: 'ip',
    header: 'Address',
    cell: (row) => <code className="font-mono text-xs">{row.ip ?? '–'}</code>,
    csv: (row) => row.ip,
  },
]
