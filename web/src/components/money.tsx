import { formatMoney, type MoneyLike } from '@/lib/format'
import { cn } from '@/lib/utils'

/** An amount with tabular figures. `signed` shows a plus before credits, for ledgers. */
export function Money({
  value,
  signed = false,
  className,
}: {
  value: MoneyLike
  signed?: boolean
  className?: string
}) {
  const text = formatMoney(value)
  return (
    <span className={cn('tnum whitespace-nowrap', className)}>
      {signed && value.amount > 0 ? `+${text}` : text}
    </span>
  )
}
