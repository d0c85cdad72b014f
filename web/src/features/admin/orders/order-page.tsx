import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { adminOrderGetOptions } from '@/api/generated/@tanstack/react-query.gen'
import { adminInvoicePdf } from '@/api/generated/sdk.gen'
import type { AdminOrder } from '@/api/generated/types.gen'
import { PageBody, PageHeader } from '@/components/page-header'
import { PdfButton } from '@/components/pdf-button'
import { StateBadge } from '@/components/state-badge'
import { DateText, RelativeTime } from '@/components/time'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Timeline, TimelineItem } from '@/components/ui/timeline'
import { CustomerCard, ItemsCard, SummaryCard } from '@/features/admin/orders/order-cards'
import { OrderDialogs } from '@/features/admin/orders/order-dialogs'
import { useOrderDialogs } from '@/features/admin/orders/status-controls'
import { useCan } from '@/lib/use-session'

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
          <SummaryCard order={order} />
          <ItemsCard order={order} />
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
