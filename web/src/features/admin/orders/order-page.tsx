import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { adminOrderGetOptions } from '@/api/generated/@tanstack/react-query.gen'
import { adminInvoicePdf } from '@/api/generated/sdk.gen'
import type { AdminOrder } from '@/api/generated/types.gen'
import { Money } from '@/components/money'
import { PageBody, PageHeader } from '@/components/page-header'
import { PdfButton } from '@/components/pdf-button'
import { StateBadge } from '@/components/state-badge'
import { DateText, RelativeTime } from '@/components/time'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { DescriptionItem, DescriptionList } from '@/components/ui/description-list'
import { Timeline, TimelineItem } from '@/components/ui/timeline'
import { OrderDialogs } from '@/features/admin/orders/order-dialogs'
import {
  OrderStatusControl,
  PaymentStatusControl,
  useOrderDialogs,
} from '@/features/admin/orders/status-controls'
import { useCan } from '@/lib/use-session'
import { cycleLabels, methodLabels, perCycle } from '@/lib/words'

const route = getRouteApi('/admin/orders/$orderId')

export function AdminOrderPage() {
  const { orderId } = route.useParams()
  const { provision, pay } = route.useSearch()
  const order = useSuspenseQuery(adminOrderGetOptions({ path: { id: orderId } })).data
  return (
    <PageBody>
      <PageHeader
        title={`Order ${order.number}`}
        purpose={
          <>
            {order.customer.name}, <RelativeTime value={order.placed_at} />
          </>
        }
        crumbs={[{ label: 'Orders', link: { to: '/admin/orders' } }]}
        badge={<StateBadge kind="order" value={order.status} />}
        actions={<Actions order={order} />}
      />
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-6">
          <Summary order={order} />
          <Items order={order} />
        </div>
        <div className="flex flex-col gap-6">
          <CustomerCard order={order} />
          <Card aria-label="Timeline">
            <CardHeader>
              <CardTitle>Timeline</CardTitle>
            </CardHeader>
            <CardContent>
              <Timeline>
                {order.timeline.map((step) => (
                  <TimelineItem
                    key={step.key}
                    title={step.label}
                    state={step.state}
                    time={step.at ? <DateText value={step.at} time /> : undefined}
                  />
                ))}
              </Timeline>
            </CardContent>
          </Card>
        </div>
      </div>
      <OrderDialogs provision={provision} pay={pay} />
    </PageBody>
  )
}

function Actions({ order }: { order: AdminOrder }) {
  const can = useCan()
  const dialogs = useOrderDialogs()
  return (
    <>
      <PdfButton
        invoice={order.invoice}
        fetchPdf={async () =>
          (await adminInvoicePdf({ path: { id: order.invoice.id }, throwOnError: true })).data
        }
      />
      {order.service ? (
        <Button variant="outline" asChild>
          <Link to="/admin/servers/$serviceId" params={{ serviceId: order.service.id }}>
            Open server
          </Link>
        </Button>
      ) : null}
      {order.can_record_payment && can('payments.record') ? (
        <Button variant={order.can_provision ? 'outline' : 'default'} onClick={() => dialogs.pay(order.id)}>
          Record payment
        </Button>
      ) : null}
      {order.can_provision && can('orders.provision') ? (
        <Button onClick={() => dialogs.provision(order.id)}>Provision</Button>
      ) : null}
    </>
  )
}

function Summary({ order }: { order: AdminOrder }) {
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

function Items({ order }: { order: AdminOrder }) {
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

function CustomerCard({ order }: { order: AdminOrder }) {
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
