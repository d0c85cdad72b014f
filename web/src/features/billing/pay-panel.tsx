import { useMutation, useQuery } from '@tanstack/react-query'
import { problemOf } from '@/api/errors'
import {
  dashboardGetQueryKey,
  invoiceGetQueryKey,
  invoiceListQueryKey,
  orderGetQueryKey,
  orderListQueryKey,
  walletGetOptions,
  walletGetQueryKey,
  walletTransactionListQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import { invoicePay } from '@/api/generated/sdk.gen'
import type { InvoiceDetail } from '@/api/generated/types.gen'
import { confirm } from '@/components/confirm'
import { ErrorAlert } from '@/components/form-error'
import { Money } from '@/components/money'
import { ActionButton } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { DescriptionItem, DescriptionList } from '@/components/ui/description-list'
import { formatMoney } from '@/lib/format'
import { useIdempotency } from '@/lib/idempotency'
import { invoiceName } from '@/lib/words'

export function PayPanel({ invoice }: { invoice: InvoiceDetail }) {
  const wallet = useQuery(walletGetOptions())
  const attempt = useIdempotency(`invoice-pay-${invoice.id}`)
  const pay = useMutation({
    mutationFn: async () =>
      (
        await invoicePay({
          path: { id: invoice.id },
          body: { method: 'wallet' },
          headers: { 'Idempotency-Key': attempt.key() },
          throwOnError: true,
        })
      ).data,
    meta: {
      inlineErrors: true,
      success: `Invoice ${invoiceName(invoice)} is paid`,
      invalidates: [
        invoiceGetQueryKey({ path: { id: invoice.id } }),
        invoiceListQueryKey(),
        walletGetQueryKey(),
        walletTransactionListQueryKey(),
        orderListQueryKey(),
        ...(invoice.order_id ? [orderGetQueryKey({ path: { id: invoice.order_id } })] : []),
        dashboardGetQueryKey(),
      ],
    },
    onSuccess: () => attempt.done(),
    onError: (error) => attempt.settle(problemOf(error)),
  })
  const balance = wallet.data?.balance
  const missing = balance ? invoice.amount_due.amount - balance.amount : 0
  return (
    <Card aria-label="Pay">
      <CardHeader>
        <CardTitle>Pay from your wallet</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-col gap-4">
        <DescriptionList>
          <DescriptionItem term="To pay">
            <Money value={invoice.amount_due} className="font-semibold" />
          </DescriptionItem>
          <DescriptionItem term="Balance">{balance ? <Money value={balance} /> : '…'}</DescriptionItem>
        </DescriptionList>
        <ErrorAlert error={pay.error} />
        <ActionButton
          pending={pay.isPending}
          reason={
            missing > 0
              ? `Your wallet is ${formatMoney({ ...invoice.amount_due, amount: missing })} short`
              : undefined
          }
          onClick={() =>
            void confirm({
              title: `Pay ${formatMoney(invoice.amount_due)} now?`,
              description: `The amount is taken from your wallet for invoice ${invoiceName(invoice)}.`,
              confirmLabel: `Pay ${formatMoney(invoice.amount_due)}`,
            }).then((yes) => {
              if (yes) pay.mutate()
            })
          }
        >
          Pay {formatMoney(invoice.amount_due)}
        </ActionButton>
      </CardContent>
    </Card>
  )
}
