import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { ExternalLink } from 'lucide-react'
import { orderGetOptions, serviceActivityQueryKey } from '@/api/generated/@tanstack/react-query.gen'
import { serviceCredentials } from '@/api/generated/sdk.gen'
import type { Service } from '@/api/generated/types.gen'
import { CredentialsCard } from '@/components/credentials-card'
import { Money } from '@/components/money'
import { DateText } from '@/components/time'
import { Button } from '@/components/ui/button'
import { Card, CardAction, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { DescriptionItem, DescriptionList } from '@/components/ui/description-list'
import { Timeline, TimelineItem } from '@/components/ui/timeline'
import { serviceOptions } from '@/features/services/queries'
import { perCycle } from '@/lib/words'

const route = getRouteApi('/dashboard/services/$serviceId')

export function ServerOverview() {
  const { serviceId } = route.useParams()
  const service = useSuspenseQuery(serviceOptions(serviceId)).data
  const building = service.status === 'pending' || service.status === 'provisioning'
  return (
    <div className="grid items-start gap-6 lg:grid-cols-2">
      {building && service.order_id ? <BuildProgress orderId={service.order_id} /> : null}
      <div className="flex min-w-0 flex-col gap-6">
        <CredentialsCard
          service={service}
          reveal={async () =>
            (await serviceCredentials({ path: { id: service.id }, throwOnError: true })).data
          }
          activityKey={serviceActivityQueryKey({ path: { id: service.id } })}
        />
        <DetailsCard service={service} />
      </div>
      <div className="flex min-w-0 flex-col gap-6">
        {service.panel_url ? <PanelCard service={service} url={service.panel_url} /> : null}
        <ItemsCard service={service} />
        {service.notes ? (
          <Card aria-label="Notes from us">
            <CardHeader>
              <CardTitle>Notes from us</CardTitle>
            </CardHeader>
            <CardContent>
              <p className="whitespace-pre-wrap">{service.notes}</p>
            </CardContent>
          </Card>
        ) : null}
      </div>
    </div>
  )
}

function DetailsCard({ service }: { service: Service }) {
  return (
    <Card aria-label="Details">
      <CardHeader>
        <CardTitle>Details</CardTitle>
      </CardHeader>
      <CardContent>
        <DescriptionList>
          <DescriptionItem term="Hostname">
            <span className="font-mono text-dense">{service.hostname ?? '–'}</span>
          </DescriptionItem>
          <DescriptionItem term="Location">{service.datacenter.name}</DescriptionItem>
          <DescriptionItem term="Operating system">{service.operating_system?.name ?? '–'}</DescriptionItem>
          <DescriptionItem term="Running since">
            {service.activated_at ? <DateText value={service.activated_at} /> : '–'}
          </DescriptionItem>
          {service.order_id ? (
            <DescriptionItem term="Order">
              <Link
                to="/dashboard/orders/$orderId"
                params={{ orderId: service.order_id }}
                className="text-link hover:underline"
              >
                {service.order_number}
              </Link>
            </DescriptionItem>
          ) : null}
        </DescriptionList>
      </CardContent>
    </Card>
  )
}

function PanelCard({ service, url }: { service: Service; url: string }) {
  return (
    <Card aria-label="Control panel">
      <CardHeader>
        <CardTitle>{service.panel_kind ?? 'Control panel'}</CardTitle>
        <CardDescription className="break-all">{url}</CardDescription>
        <CardAction>
          <Button variant="outline" size="sm" asChild>
            <a href={url} target="_blank" rel="noopener noreferrer">
              Open
              <ExternalLink aria-hidden="true" />
            </a>
          </Button>
        </CardAction>
      </CardHeader>
      <CardContent className="text-muted-foreground">
        Its user and password are with the credentials.
      </CardContent>
    </Card>
  )
}

function ItemsCard({ service }: { service: Service }) {
  return (
    <Card aria-label="What you pay for">
      <CardHeader>
        <CardTitle>Plan and add-ons</CardTitle>
      </CardHeader>
      <CardContent>
        <ul className="flex flex-col gap-3">
          {service.items.map((item) => (
            <li key={item.description} className="flex items-baseline justify-between gap-4">
              <span>
                {item.description}
                {item.next_due_on ? (
                  <span className="block text-muted-foreground text-xs">
                    renews <DateText value={item.next_due_on} />
                  </span>
                ) : null}
              </span>
              <span className="text-right">
                <Money value={item.amount} />
                <span className="block text-muted-foreground text-xs">{perCycle[item.cycle]}</span>
              </span>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  )
}

function BuildProgress({ orderId }: { orderId: string }) {
  const order = useQuery({ ...orderGetOptions({ path: { id: orderId } }), refetchInterval: 5_000 })
  if (!order.data) return null
  return (
    <Card aria-label="Progress" className="lg:col-span-2">
      <CardHeader>
        <CardTitle>Being built</CardTitle>
        <CardDescription>You get a mail when it is ready; this page follows along.</CardDescription>
      </CardHeader>
      <CardContent>
        <Timeline>
          {order.data.timeline.map((step) => (
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
  )
}
