import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { CircleCheck, Server } from 'lucide-react'
import type { Order } from '@/api/generated/types.gen'
import { Money } from '@/components/money'
import { PageBody, PageHeader } from '@/components/page-header'
import { PaymentInstructionsCard } from '@/components/payment-instructions-card'
import { StateBadge } from '@/components/state-badge'
import { DateText, RelativeTime } from '@/components/time'
import { Alert, AlertDescription, AlertTitle } from '@/components/ui/alert'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { DescriptionItem, DescriptionList } from '@/components/ui/description-list'
import { Timeline, TimelineItem } from '@/components/ui/timeline'
import { CancelOrderButton } from '@/features/orders/cancel-order-button'
import { orderOptions } from '@/features/orders/queries'
import { cycleLabels, methodLabels, perCycle } from '@/lib/words'

const route = getRouteApi('/dashboard/orders/$orderId')

export function OrderResultPage() {
  const { orderId } = route.useParams()
  const { placed } = route.useSearch()
  const order = useSuspenseQuery(orderOptions(orderId)).data
  return (
    <PageBody>
      <PageHeader
        title={`Order ${order.number}`}
        purpose={
          <>
            Placed <RelativeTime value={order.placed_at} />
          </>
        }
        crumbs={[{ label: 'My Services', link: { to: '/dashboard/services' } }]}
        badge={<StateBadge kind="order" value={order.status} />}
        actions={<Actions order={order} />}
      />
      {placed ? <Thanks order={order} /> : null}
      <div className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-6">
          {order.payment_instructions && !order.paid_at ? (
            <PaymentInstructionsCard instructions={order.payment_instructions} />
          ) : null}
          <Receipt order={order} />
        </div>
        <Card aria-label="Progress">
          <CardHeader>
            <CardTitle>Progress</CardTitle>
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
    </PageBody>
  )
}

function Actions({ order }: { order: Order }) {
  return (
    <>
      <CancelOrderButton order={order} />
      <Button variant="outline" asChild>
        <Link to="/dashboard/billing/$invoiceId" params={{ invoiceId: order.invoice.id }}>
          View invoice
        </Link>
      </Button>
      {order.service ? (
        <Button asChild>
          <Link to="/dashboard/services/$serviceId" params={{ serviceId: order.service.id }}>
            <Server aria-hidden="true" />
            Open server
          </Link>
        </Button>
      ) : null}
    </>
  )
}

function Thanks({ order }: { order: Order }) {
  return (
    <Alert variant="success">
      <CircleCheck aria-hidden="true" />
      <AlertTitle>{order.paid_at ? 'Your order is paid' : 'Your order is placed'}</AlertTitle>
      <AlertDescription>
        {order.paid_at
          ? 'Our engineers are building the server. You get a mail when it is ready; this page follows along.'
          : 'Pay with the details below. The server is built as soon as the money is in.'}
      </AlertDescription>
    </Alert>
  )
}

function Receipt({ order }: { order: Order }) {
  return (
    <Card aria-label="What you ordered">
      <CardHeader>
        <CardTitle>{order.plan.name}</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-col gap-4">
        <DescriptionList className="sm:grid-cols-2">
          <DescriptionItem term="Location">{order.datacenter.name}</DescriptionItem>
          {order.operating_system ? (
            <DescriptionItem term="Operating system">{order.operating_system.name}</DescriptionItem>
          ) : null}
          <DescriptionItem term="Term">{cycleLabels[order.cycle]}</DescriptionItem>
          <DescriptionItem term="Hostname">{order.hostname ?? 'Chosen by us'}</DescriptionItem>
          <DescriptionItem term="Method">{methodLabels[order.payment_method]}</DescriptionItem>
          <DescriptionItem term="Payment">
            <StateBadge kind="payment" value={order.payment_status} />
          </DescriptionItem>
        </DescriptionList>
        <ul className="flex flex-col gap-2 border-t pt-4">
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
        <div className="flex items-baseline justify-between border-t pt-4">
          <span className="font-medium">Total</span>
          <Money value={order.total} className="font-semibold text-lg" />
        </div>
        {order.notes ? (
          <div className="border-t pt-4">
            <p className="text-dense text-muted-foreground">Your notes</p>
            <p className="whitespace-pre-wrap">{order.notes}</p>
          </div>
        ) : null}
      </CardContent>
    </Card>
  )
}
