import { useMutation } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { adminOrderUpdate } from '@/api/generated/sdk.gen'
import type { AdminOrder, OrderStatus } from '@/api/generated/types.gen'
import { confirm } from '@/components/confirm'
import { StateBadge, stateWord } from '@/components/state-badge'
import { Select, SelectContent, SelectItem, SelectTrigger } from '@/components/ui/select'
import { orderKeys } from '@/features/admin/orders/keys'
import { type StatusChoice, statusChoices } from '@/features/admin/orders/status-choices'
import { useCan } from '@/lib/use-session'

/** Opens the dialogs by URL, so that they can be linked and closed with Back. */
export function useOrderDialogs() {
  const navigate = useNavigate()
  const open = (patch: { provision?: string; pay?: string }) =>
    void navigate({ to: '.', search: (before: object) => ({ ...before, ...patch }), resetScroll: false })
  return {
    provision: (id: string) => open({ provision: id }),
    pay: (id: string) => open({ pay: id }),
    close: () => open({ provision: undefined, pay: undefined }),
  }
}

/** Nobody sets "paid": choosing it opens the form that records the payment. */
export function PaymentStatusControl({ order }: { order: AdminOrder }) {
  const can = useCan()
  const dialogs = useOrderDialogs()
  if (!order.can_record_payment || !can('payments.record')) {
    return <StateBadge kind="payment" value={order.payment_status} />
  }
  return (
    <Select
      value={order.payment_status}
      onValueChange={(value) => {
        if (value === 'paid') dialogs.pay(order.id)
      }}
    >
      <SelectTrigger
        size="sm"
        className="w-32"
        aria-label={`Payment status of ${order.number}: ${stateWord('payment', order.payment_status)}`}
      >
        <StateBadge kind="payment" value={order.payment_status} />
      </SelectTrigger>
      <SelectContent>
        <SelectItem value={order.payment_status}>{stateWord('payment', order.payment_status)}</SelectItem>
        <SelectItem value="paid">Paid…</SelectItem>
      </SelectContent>
    </Select>
  )
}

/** Only what the server allows from here; *Active* of a paid order opens the provisioning dialog. */
export function OrderStatusControl({ order }: { order: AdminOrder }) {
  const can = useCan()
  const dialogs = useOrderDialogs()
  const update = useMutation({
    mutationFn: async (status: OrderStatus) =>
      (await adminOrderUpdate({ path: { id: order.id }, body: { status }, throwOnError: true })).data,
    meta: { success: `Order ${order.number} changed`, invalidates: orderKeys(order.id) },
  })
  const options = statusChoices(order)
  if (options.length === 0 || !can('orders.manage')) return <StateBadge kind="order" value={order.status} />

  function choose({ status, effect }: StatusChoice) {
    if (effect === 'provision') return dialogs.provision(order.id)
    if (effect === 'change') return update.mutate(status)
    void confirm({
      title: `Set ${order.number} to ${stateWord('order', status).toLowerCase()}?`,
      description: 'An unpaid invoice of this order is voided. The customer sees the new state at once.',
      confirmLabel: `Set to ${stateWord('order', status).toLowerCase()}`,
      destructive: true,
      action: () => update.mutateAsync(status),
    })
  }

  return (
    <Select
      value={order.status}
      onValueChange={(value) => {
        const choice = options.find((option) => option.status === value)
        if (choice) choose(choice)
      }}
    >
      <SelectTrigger
        size="sm"
        className="w-32"
        aria-label={`Status of ${order.number}: ${stateWord('order', order.status)}`}
      >
        <StateBadge kind="order" value={order.status} />
      </SelectTrigger>
      <SelectContent>
        <SelectItem value={order.status}>{stateWord('order', order.status)}</SelectItem>
        {options.map((choice) => (
          <SelectItem key={choice.status} value={choice.status}>
            {choice.label}
          </SelectItem>
        ))}
      </SelectContent>
    </Select>
  )
}
