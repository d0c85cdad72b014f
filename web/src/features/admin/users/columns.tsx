import { Link } from '@tanstack/react-router'
import type { AdminUserRow } from '@/api/generated/types.gen'
import type { Column } from '@/components/data-table/types'
import { Money } from '@/components/money'
import { StateBadge } from '@/components/state-badge'
import { DateText, RelativeTime } from '@/components/time'
import { Badge } from '@/components/ui/badge'
import { decimalText } from '@/lib/format'

export const userColumns: readonly Column<AdminUserRow>[] = [
  {
    id: 'name',
    header: 'Name',
    cell: (user) => (
      <span className="flex max-w-64 items-center gap-2">
        <Link
          to="/admin/users/$userId"
          params={{ userId: user.id }}
          className="truncate font-medium hover:underline"
        >
          {user.full_name}
        </Link>
        {user.is_staff ? <Badge variant="primary">Staff</Badge> : null}
      </span>
    ),
    csv: (user) => user.full_name,
  },
  {
    id: 'email',
    header: 'E-mail',
    sort: 'email',
    cell: (user) => <span className="block max-w-72 truncate">{user.email}</span>,
    csv: (user) => user.email,
  },
  {
    id: 'company',
    header: 'Company',
    cell: (user) =>
      user.company ? (
        <span className="block max-w-48 truncate">{user.company}</span>
      ) : (
        <span className="text-muted-foreground">–</span>
      ),
    csv: (user) => user.company,
  },
  {
    id: 'status',
    header: 'State',
    cell: (user) => <StateBadge kind="user" value={user.status} />,
    csv: (user) => user.status,
  },
  {
    id: 'services',
    header: 'Services',
    align: 'right',
    cell: (user) => user.active_services,
    csv: (user) => user.active_services,
  },
  {
    id: 'balance',
    header: 'Wallet',
    align: 'right',
    cell: (user) => <Money value={user.balance} />,
    csv: (user) => decimalText(user.balance),
  },
  {
    id: 'spent',
    header: 'Spent',
    align: 'right',
    cell: (user) => <Money value={user.total_spent} />,
    csv: (user) => decimalText(user.total_spent),
  },
  {
    id: 'seen',
    header: 'Last seen',
    cell: (user) =>
      user.last_seen_at ? (
        <RelativeTime value={user.last_seen_at} className="whitespace-nowrap text-muted-foreground" />
      ) : (
        <span className="text-muted-foreground">Never</span>
      ),
    csv: (user) => user.last_seen_at,
  },
  {
    id: 'created',
    header: 'Signed up',
    sort: 'created_at',
    hidden: true,
    cell: (user) => <DateText value={user.created_at} />,
    csv: (user) => user.created_at,
  },
  {
    id: 'account',
    header: 'Account no.',
    hidden: true,
    align: 'right',
    cell: (user) => user.account_number ?? '–',
    csv: (user) => user.account_number,
  },
]
