import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import type { Money as MoneyType, Quote } from '@/api/generated/types.gen'
import { Money } from '@/components/money'
import { Alert, AlertDescription } from '@/components/ui/alert'
import { Badge } from '@/components/ui/badge'
import { RadioCard, RadioCards } from '@/components/ui/radio-cards'
import { methods } from '@/features/orders/order-form/search'
import type { OrderDraft } from '@/features/orders/order-form/use-order-draft'
import { liveWalletOptions } from '@/features/orders/queries'
import { formatMoney } from '@/lib/format'
import { useSite } from '@/lib/use-session'
import { methodLabels } from '@/lib/words'

const notes = {
  wallet: 'Paid at once from your balance.',
  bank_transfer: 'We show the account and a reference; the server is built when the money is in.',
  crypto: 'We show the address; the server is built when the payment is confirmed.',
} as const

/** What is missing for paying from the wallet; null when it is enough or not known yet. */
export function shortfallOf(balance: MoneyType | undefined, quote: Quote | undefined): MoneyType | null {
  if (!balance || !quote || balance.amount >= quote.total.amount) return null
  return { amount: quote.total.amount - balance.amount, currency: quote.total.currency }
}

export function PaymentSection({ draft, quote }: { draft: OrderDraft; quote: Quote | undefined }) {
  const site = useSite()
  const wallet = useQuery(liveWalletOptions())
  const short = shortfallOf(wallet.data?.balance, quote)
  const offered = methods.filter((method) => site?.payment_methods.includes(method) ?? method === 'wallet')
  return (
    <div className="flex flex-col gap-3">
      <RadioCards
        aria-label="Payment method"
        value={draft.method}
        onValueChange={(value) => draft.change({ pay: methods.find((method) => method === value) })}
      >
        {offered.map((method) => (
          <RadioCard
            key={method}
            value={method}
            title={methodLabels[method]}
            description={notes[method]}
            aside={
              method === 'wallet' && wallet.data ? (
                <Badge variant={short ? 'destructive' : 'success'} data-testid="wallet-balance">
                  Balance <Money value={wallet.data.balance} />
                </Badge>
              ) : null
            }
          />
        ))}
      </RadioCards>
      {draft.method === 'wallet' && short ? (
        <Alert variant="destructive">
          <TriangleAlert aria-hidden="true" />
          <AlertDescription className="text-foreground">
            You need {formatMoney(short)} more in your wallet for this order.
            {offered.length > 1 ? ' Choose another way to pay, or a smaller configuration.' : ''}
          </AlertDescription>
        </Alert>
      ) : null}
    </div>
  )
}
