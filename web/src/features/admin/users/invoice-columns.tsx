import { Link } from '@tanstack/react-router'
import type { AdminInvoice } from '@/api/generated/types.gen'
import type { Column } from '@/components/data-table/types'
import { Money } from '@/components/money'
import { StateBadge } from '@/components/state-badge'
import { DateText } from '@/components/time'
import { invoiceName, invoiceState } from '@/lib/words'

/** An invoice leads to its order: that is where its payments are recorded. */
export const adminInvoiceColumns: readonly Column<AdminInvoice>[] = [
  {
    id: 'number',
    header: 'No.',
    cell: (invoice) =>
      invoice.order_id ? (
        <Link
          to="/admin/orders/$orderId"
          params={{ orderId: invoice.order_id }}
          className="tnum whitespace-nowrap font-medium hover:underline"
        >
          {invoiceName(invoice)}
        </Link>
      ) : (
        <span className="tnum whitespace-nowrap font-medium">{invoiceName(invoice)}</span>
      ),
  },
  {
    id: 'status',
    header: 'Status',
    cell: (invoice) => <StateBadge kind="invoice" value={invoiceState(invoice)} />,
  },
  { id: 'title', header: 'For', cell: (invoice) => invoice.title },
  { id: 'issued', header: 'Date', cell: (invoice) => <DateText value={invoice.issued_on} /> },
  { id: 'due', header: 'Due', cell: (invoice) => <DateText value={invoice.due_on} /> },
  { id: 'total', header: 'Amount', align: 'right', cell: (invoice) => <Money value={invoice.total} /> },
  {
    id: 'owed',
    header: 'Still to pay',
    align: 'right',
    cell: (invoice) => <Money value={invoice.amount_due} />,
  },
]
