import type { WalletLine } from '@/api/generated/types.gen'
import type { Column } from '@/components/data-table/types'
import { Money } from '@/components/money'
import { DateText } from '@/components/time'
import { decimalText } from '@/lib/format'
import { cn } from '@/lib/utils'

/** A wallet statement; the customer's page and the staff's user page show the same. */
export const walletColumns: readonly Column<WalletLine>[] = [
  {
    id: 'description',
    header: 'Transaction',
    cell: (line) => (
      <span className="flex min-w-0 flex-col">
        <span>{line.description}</span>
        {line.reference ? (
          <span className="break-all text-muted-foreground text-xs">{line.reference}</span>
        ) : null}
      </span>
    ),
    csv: (line) => line.description,
  },
  {
    id: 'at',
    header: 'Date',
    card: 'fact',
    cell: (line) => <DateText value={line.at} time />,
    csv: (line) => line.at,
  },
  {
    id: 'reference',
    header: 'Reference',
    hidden: true,
    cell: (line) => line.reference,
    csv: (line) => line.reference,
  },
  {
    id: 'amount',
    header: 'Amount',
    align: 'right',
    card: 'badge',
    cell: (line) => (
      <Money value={line.amount} signed className={cn(line.amount.amount > 0 && 'text-success')} />
    ),
    csv: (line) => decimalText(line.amount),
  },
  {
    id: 'balance',
    header: 'Balance after',
    align: 'right',
    card: 'fact',
    cell: (line) => <Money value={line.balance} />,
    csv: (line) => decimalText(line.balance),
  },
]
