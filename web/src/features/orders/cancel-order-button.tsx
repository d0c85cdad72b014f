import { useMutation } from '@tanstack/react-query'
import {
  dashboardGetQueryKey,
  invoiceListQueryKey,
  orderCancelMutation,
  orderGetQueryKey,
  orderListQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import type { Order } from '@/api/generated/types.gen'
import { confirm } from '@/components/confirm'
import { Button } from '@/components/ui/button'

export function CancelOrderButton({ order }: { order: Order }) {
  const cancel = useMutation({
    ...orderCancelMutation(),
    meta: {
      success: `Order ${order.number} is cancelled`,
      invalidates: [
        orderGetQueryKey({ path: { id: order.id } }),
        orderListQueryKey(),
        invoiceListQueryKey(),
        dashboardGetQueryKey(),
      ],
    },
  })
  if (!order.can_cancel) return null
  return (
    <Button
      variant="outline"
      onClick={() =>
        void confirm({
          title: `Cancel order ${order.number}?`,
          description:
            'The order and its invoice are closed. If you have already sent a payment, tell us before you cancel.',
          confirmLabel: 'Cancel order',
          destructive: true,
          action: () => cancel.mutateAsync({ path: { id: order.id }, body: {} }),
        })
      }
    >
      Cancel order
    </Button>
  )
}
