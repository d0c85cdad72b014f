import { Link } from '@tanstack/react-router'
import type { Invoice } from '@/api/generated/types.gen'
import type { Column } from '@/components/data-table/types'
import { Money } from '@/components/money'
import { StateBadge } from '@/components/state-badge'
import { DateText } from '@/components/time'
import { decimalText } from '@/lib/format'
import { invoiceName, invoiceState } from '@/lib/words'

export const invoiceColumns: readonly Column<Invoice>[] = [
  {
    id: 'number',
    header: 'No.',
    cell: (invoice) => (
      <Link
        to="/dashboard/billing/$invoiceId"
        params={{ invoiceId: invoice.id }}
        className="tnum whitespace-nowrap font-medium hover:underline"
      >
        {invoiceName(invoice)}
      </Link>
    ),
    csv: invoiceName,
  },
  {
    id: 'status',
    header: 'Status',
    card: 'badge',
    cell: (invoice) => <StateBadge kind="invoice" value={invoiceState(invoice)} />,
    csv: invoiceState,
  },
  {
    id: 'title',
    header: 'For',
    card: 'fact',
    cell: (invoice) => invoice.title,
    csv: (invoice) => invoice.title,
  },
  {
    id: 'issued',
    header: 'Date',
    sort: 'created_at',
    card: 'fact',
    cell: (invoice) => <DateText value={invoice.issued_on} />,
    csv: (invoice) => invoice.issued_on,
  },
  {
    id: 'due',
    header: 'Due',
    card: 'fact',
    cell: (invoice) => <DateText value={invoice.due_on} />,
    csv: (invoice) => invoice.due_on,
  },
  {
    id: 'total',
    header: 'Amount',
    align: 'right',
    card: 'fact',
    cell: (invoice) => <Money value={invoice.total} />,
    csv: (invoice) => decimalText(invoice.total),
  },
  {
    id: 'currency',
    header: 'Currency',
    hidden: true,
    cell: (invoice) => invoice.currency,
    csv: (invoice) => invoice.currency,
  },
]
