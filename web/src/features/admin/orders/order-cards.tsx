import { Link } from '@tanstack/react-router'
import type { AdminOrder } from '@/api/generated/types.gen'
import { Money } from '@/components/money'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { DescriptionItem, DescriptionList } from '@/components/ui/description-list'
import { OrderStatusControl, PaymentStatusControl } from '@/features/admin/orders/status-controls'
import { cycleLabels, methodLabels, perCycle } from '@/lib/words'

export function SummaryCard({ order }: { order: AdminOrder }) {
  return (
    <Card aria-label="Summary">
      <CardHeader>
        <CardTitle>Summary</CardTitle>
      </CardHeader>
      <CardContent>
        <DescriptionList className="sm:grid-cols-2 lg:grid-cols-3">
          <DescriptionItem layout="stack" term="Status">
            <OrderStatusControl order={order} />
          </DescriptionItem>
          <DescriptionItem layout="stack" term="Payment">
            <PaymentStatusControl order={order} />
          </DescriptionItem>
          <DescriptionItem layout="stack" term="Method">
            {methodLabels[order.payment_method]}
          </DescriptionItem>
          <DescriptionItem layout="stack" term="Plan">
            {order.plan.name}
          </DescriptionItem>
          <DescriptionItem layout="stack" term="Term">
            {cycleLabels[order.cycle]}
          </DescriptionItem>
          <DescriptionItem layout="stack" term="Location">
            {order.datacenter.name}
          </DescriptionItem>
          <DescriptionItem layout="stack" term="Operating system">
            {order.operating_system?.name ?? 'Shared hosting'}
          </DescriptionItem>
          <DescriptionItem layout="stack" term="Hostname">
            <span className="font-mono text-dense">{order.hostname ?? 'Chosen by us'}</span>
          </DescriptionItem>
          <DescriptionItem layout="stack" term="Invoice">
            {order.invoice.number ?? order.invoice.reference}
          </DescriptionItem>
        </DescriptionList>
        {order.notes ? (
          <div className="mt-4 border-t pt-4">
            <p className="text-muted-foreground">Customer's notes</p>
            <p className="whitespace-pre-wrap">{order.notes}</p>
          </div>
        ) : null}
      </CardContent>
    </Card>
  )
}

export function ItemsCard({ order }: { order: AdminOrder }) {
  return (
    <Card aria-label="Items">
      <CardHeader>
        <CardTitle>Items</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-col gap-3">
        <ul className="flex flex-col gap-2">
          {order.items.map((item) => (
            <li key={item.description} className="flex items-baseline justify-between gap-4">
              <span>
                {item.description}
                <span className="block text-muted-foreground text-xs">{perCycle[item.cycle]}</span>
              </span>
              <Money value={item.amount} />
            </li>
          ))}
        </ul>
        <div className="flex items-baseline justify-between border-t pt-3">
          <span className="font-medium">Total</span>
          <Money value={order.total} className="font-semibold text-lg" />
        </div>
        {order.invoice.amount_due.amount > 0 ? (
          <div className="flex items-baseline justify-between text-muted-foreground">
            <span>Still to pay</span>
            <Money value={order.invoice.amount_due} />
          </div>
        ) : null}
      </CardContent>
    </Card>
  )
}

export function CustomerCard({ order }: { order: AdminOrder }) {
  const { customer } = order
  return (
    <Card aria-label="Customer">
      <CardHeader>
        <CardTitle>Customer</CardTitle>
      </CardHeader>
      <CardContent>
        <DescriptionList>
          <DescriptionItem layout="stack" term="Name">
            {customer.user_id ? (
              <Link
                to="/admin/users/$userId"
                params={{ userId: customer.user_id }}
                className="text-link hover:underline"
              >
                {customer.name}
              </Link>
            ) : (
              customer.name
            )}
          </DescriptionItem>
          <DescriptionItem layout="stack" term="E-mail">
            <a href={`mailto:${customer.email}`} className="break-all text-link hover:underline">
              {customer.email}
            </a>
          </DescriptionItem>
          {customer.company ? (
            <DescriptionItem layout="stack" term="Company">
              {customer.company}
            </DescriptionItem>
          ) : null}
        </DescriptionList>
      </CardContent>
    </Card>
  )
}
