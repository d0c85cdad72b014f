import type { Quote, QuoteLine } from '@/api/generated/types.gen'
import { ErrorAlert } from '@/components/form-error'
import { Money } from '@/components/money'
import { Skeleton } from '@/components/ui/skeleton'
import type { OrderDraft } from '@/features/orders/order-form/use-order-draft'
import { cn } from '@/lib/utils'
import { cycleLabels, perCycle } from '@/lib/words'

/** Lines, totals and what comes back; the figures are the server's. */
export function OrderSummary({
  draft,
  quote,
  error,
  updating,
}: {
  draft: OrderDraft
  quote: Quote | undefined
  error: unknown
  updating: boolean
}) {
  return (
    <div className="flex flex-col gap-4">
      <dl className="grid gap-1.5 text-dense">
        <Fact term="Location" value={draft.datacenter?.name} />
        {draft.needsSystem ? <Fact term="Operating system" value={draft.system?.name} /> : null}
        <Fact term="Hostname" value={draft.hostname || 'Chosen by us'} mono={draft.hostname !== ''} />
      </dl>
      {error ? <ErrorAlert error={error} /> : null}
      {quote ? (
        <Figures quote={quote} updating={updating} />
      ) : error ? null : (
        <div className="flex flex-col gap-2" aria-hidden="true">
          <Skeleton className="h-4 w-full" />
          <Skeleton className="h-4 w-2/3" />
          <Skeleton className="h-6 w-full" />
        </div>
      )}
    </div>
  )
}

function Fact({ term, value, mono = false }: { term: string; value: string | undefined; mono?: boolean }) {
  return (
    <div className="flex justify-between gap-4">
      <dt className="text-muted-foreground">{term}</dt>
      <dd className={cn('min-w-0 break-words text-right', mono && 'font-mono')}>{value ?? '–'}</dd>
    </div>
  )
}

const lineKey = (line: QuoteLine) => `${line.kind}-${line.description}`

function Figures({ quote, updating }: { quote: Quote; updating: boolean }) {
  return (
    <div className={cn('flex flex-col gap-3 transition-opacity', updating && 'opacity-60')}>
      <ul className="flex flex-col gap-2 border-t pt-3 text-sm">
        {quote.lines.map((line) => (
          <li key={lineKey(line)} className="flex items-baseline justify-between gap-4">
            <span className="min-w-0">
              {line.description}
              <span className="block text-muted-foreground text-xs">
                {line.cycle ? cycleLabels[line.cycle] : 'Once'}
              </span>
            </span>
            <Money value={line.amount} />
          </li>
        ))}
      </ul>
      <dl className="flex flex-col gap-1.5 border-t pt-3 text-sm">
        {quote.discount.amount > 0 || quote.tax.amount > 0 ? (
          <Total term="Subtotal" value={<Money value={quote.subtotal} />} />
        ) : null}
        {quote.discount.amount > 0 ? (
          <Total
            term="Discount"
            value={<Money value={{ ...quote.discount, amount: -quote.discount.amount }} />}
          />
        ) : null}
        {quote.tax.amount > 0 ? <Total term="Tax" value={<Money value={quote.tax} />} /> : null}
        <div className="flex items-baseline justify-between gap-4">
          <dt className="font-medium">Due today</dt>
          <dd className="font-semibold text-lg" aria-live="polite">
            <Money value={quote.total} />
          </dd>
        </div>
        {quote.recurring.map((part) => (
          <Total
            key={part.cycle}
            term={`Then ${perCycle[part.cycle]}`}
            value={<Money value={part.total} />}
          />
        ))}
      </dl>
    </div>
  )
}

function Total({ term, value }: { term: string; value: React.ReactNode }) {
  return (
    <div className="flex items-baseline justify-between gap-4 text-muted-foreground">
      <dt>{term}</dt>
      <dd>{value}</dd>
    </div>
  )
}
