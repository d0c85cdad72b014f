import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { hasCode, problemOf } from '@/api/errors'
import {
  dashboardGetQueryKey,
  invoiceListQueryKey,
  orderListQueryKey,
  serviceListQueryKey,
  walletGetQueryKey,
  walletTransactionListQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import { orderCreate } from '@/api/generated/sdk.gen'
import type { Quote } from '@/api/generated/types.gen'
import type { OrderDraft } from '@/features/orders/order-form/use-order-draft'
import { useIdempotency } from '@/lib/idempotency'

/** Sends the order once, however often the button is pressed or the connection drops. */
export function usePlaceOrder(draft: OrderDraft, notes: string) {
  const attempt = useIdempotency('order-create')
  const queries = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: async (quote: Quote) => {
      if (!draft.plan || !draft.price || !draft.datacenter) throw new Error('the configuration is incomplete')
      const answer = await orderCreate({
        throwOnError: true,
        headers: { 'Idempotency-Key': attempt.key() },
        body: {
          plan: draft.plan.slug,
          cycle: draft.price.cycle,
          operating_system: draft.system?.slug,
          datacenter: draft.datacenter.slug,
          hostname: draft.hostname || undefined,
          addons: draft.chosen.map((addon) => addon.slug),
          notes: notes.trim() || undefined,
          payment_method: draft.method,
          expected_total: quote.total,
        },
      })
      return answer.data
    },
    meta: {
      inlineErrors: true,
      invalidates: [
        walletGetQueryKey(),
        walletTransactionListQueryKey(),
        orderListQueryKey(),
        serviceListQueryKey(),
        invoiceListQueryKey(),
        dashboardGetQueryKey(),
      ],
    },
    onSuccess: async (order) => {
      attempt.done()
      await navigate({
        to: '/dashboard/orders/$orderId',
        params: { orderId: order.id },
        search: { placed: true },
      })
    },
    onError: (error) => {
      attempt.settle(problemOf(error))
      if (hasCode(error, 'price_changed')) void queries.invalidateQueries({ queryKey: ['quote'] })
      if (hasCode(error, 'insufficient_funds'))
        void queries.invalidateQueries({ queryKey: walletGetQueryKey() })
    },
  })
}
