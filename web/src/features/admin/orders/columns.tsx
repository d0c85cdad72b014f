import { Link } from '@tanstack/react-router'
import type { AdminOrder } from '@/api/generated/types.gen'
import type { Column } from '@/components/data-table/types'
import { Money } from '@/components/money'
import { RelativeTime } from '@/components/time'
import { Button } from '@/components/ui/button'
import {
  OrderStatusControl,
  PaymentStatusControl,
  useOrderDialogs,
} from '@/features/admin/orders/status-controls'
import { decimalText } from '@/lib/format'
import { useCan } from '@/lib/use-session'

function ProvisionButton({ order }: { order: AdminOrder }) {
  const can = useCan()
  const dialogs = useOrderDialogs()
  if (!order.can_provision || !can('orders.provision')) return null
  return (
    <Button size="sm" aria-label={`Provision ${order.number}`} onClick={() => dialogs.provision(order.id)}>
      Provision
    </Button>
  )
}

export const adminOrderColumns: readonly Column<AdminOrder>[] = [
  {
    id: 'number',
    header: 'No.',
    cell: (order) => (
      <Link
        to="/admin/orders/$orderId"
        params={{ orderId: order.id }}
        className="tnum whitespace-nowrap font-medium hover:underline"
      >
        {order.number}
      </Link>
    ),
    csv: (order) => order.number,
  },
  {
    id: 'customer',
    header: 'Customer',
    cell: (order) => (
      <span className="flex max-w-48 flex-col">
        <span className="truncate">{order.customer.name}</span>
        <span className="truncate text-muted-foreground text-xs">{order.customer.email}</span>
        {order.customer.company ? (
          <span className="truncate text-muted-foreground text-xs">{order.customer.company}</span>
        ) : null}
      </span>
    ),
    csv: (order) => order.customer.name,
  },
  {
    id: 'email',
    header: 'E-mail',
    hidden: true,
    cell: (order) => order.customer.email,
    csv: (o) => o.customer.email,
  },
  {
    id: 'company',
    header: 'Company',
    hidden: true,
    cell: (order) => order.customer.company,
    csv: (order) => order.customer.company,
  },
  {
    id: 'plan',
    header: 'Plan',
    cell: (order) => (
      <span className="flex flex-col whitespace-nowrap">
        {order.plan.name}
        <span className="text-muted-foreground text-xs">
          {order.operating_system?.name ?? 'Shared hosting'}
        </span>
      </span>
    ),
    csv: (order) => order.plan.name,
  },
  {
    id: 'location',
    header: 'Location',
    cell: (order) => <span className="whitespace-nowrap">{order.datacenter.city}</span>,
    csv: (order) => order.datacenter.name,
  },
  {
    id: 'total',
    header: 'Amount',
    align: 'right',
    cell: (order) => <Money value={order.total} />,
    csv: (order) => decimalText(order.total),
  },
  {
    id: 'payment',
    header: 'Payment',
    cell: (order) => <PaymentStatusControl order={order} />,
    csv: (order) => order.payment_status,
  },
  {
    id: 'status',
    header: 'Status',
    cell: (order) => <OrderStatusControl order={order} />,
    csv: (order) => order.status,
  },
  {
    id: 'placed',
    header: 'Placed',
    sort: 'created_at',
    cell: (order) => (
      <RelativeTime value={order.placed_at} className="whitespace-nowrap text-muted-foreground" />
    ),
    csv: (order) => order.placed_at,
  },
  { id: 'provision', header: 'Next step', cell: (order) => <ProvisionButton order={order} /> },
]
