import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Mail } from 'lucide-react'
import { adminServiceGetOptions } from '@/api/generated/@tanstack/react-query.gen'
import {
  adminServiceActivity,
  adminServiceCredentials,
  adminServiceSendCredentials,
} from '@/api/generated/sdk.gen'
import type { AdminService } from '@/api/generated/types.gen'
import { ActivityCard } from '@/components/activity-card'
import { confirm } from '@/components/confirm'
import { CopyText } from '@/components/copy-button'
import { CredentialsCard } from '@/components/credentials-card'
import { Money } from '@/components/money'
import { PageBody, PageHeader } from '@/components/page-header'
import { StateBadge } from '@/components/state-badge'
import { DateText } from '@/components/time'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { DescriptionItem, DescriptionList } from '@/components/ui/description-list'
import { EditServerDialog } from '@/features/admin/servers/edit-server-dialog'
import { adminActivityKey } from '@/features/admin/servers/keys'
import { useIdempotency } from '@/lib/idempotency'
import { useCan } from '@/lib/use-session'
import { cycleLabels, perCycle, serviceName } from '@/lib/words'

const route = getRouteApi('/admin/servers/$serviceId')

export function ServerPage() {
  const { serviceId } = route.useParams()
  const service = useSuspenseQuery(adminServiceGetOptions({ path: { id: serviceId } })).data
  const can = useCan()
  return (
    <PageBody>
      <PageHeader
        title={serviceName(service)}
        purpose={`${service.plan_name} for ${service.customer.name}`}
        crumbs={[{ label: 'Servers', link: { to: '/admin/servers' } }]}
        badge={<StateBadge kind="service" value={service.status} />}
        actions={
          can('services.manage') ? (
            <>
              <SendCredentials service={service} />
              <EditServerDialog service={service} />
            </>
          ) : null
        }
      />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Facts service={service} />
        <div className="flex flex-col gap-6">
          {can('services.reveal') ? (
            <CredentialsCard
              service={service}
              reveal={async () =>
                (await adminServiceCredentials({ path: { id: service.id }, throwOnError: true })).data
              }
              activityKey={adminActivityKey(service.id)}
            />
          ) : null}
          <CustomerCard service={service} />
          <Items service={service} />
        </div>
      </div>
      <ActivityCard
        queryKey={adminActivityKey(service.id)}
        fetchPage={async (cursor, signal) =>
          (
            await adminServiceActivity({
              path: { id: service.id },
              query: { limit: 25, cursor },
              signal,
              throwOnError: true,
            })
          ).data
        }
      />
    </PageBody>
  )
}

function SendCredentials({ service }: { service: AdminService }) {
  const attempt = useIdempotency(`send-credentials-${service.id}`)
  const send = useMutation({
    mutationFn: async () => {
      await adminServiceSendCredentials({
        path: { id: service.id },
        headers: { 'Idempotency-Key': attempt.key() },
        throwOnError: true,
      })
      attempt.done()
    },
    meta: {
      inlineErrors: true,
      success: 'The mail is on its way',
      invalidates: [adminActivityKey(service.id)],
    },
  })
  if (service.status !== 'active' && service.status !== 'suspended') return null
  return (
    <Button
      variant="outline"
      onClick={() =>
        void confirm({
          title: 'Send the access mail again?',
          description: `${service.customer.email} gets the address, hostname and port, with a link to reveal the password.`,
          confirmLabel: 'Send mail',
          action: () => send.mutateAsync(),
        })
      }
    >
      <Mail aria-hidden="true" />
      Send access mail
    </Button>
  )
}

function Facts({ service }: { service: AdminService }) {
  return (
    <Card aria-label="Server">
      <CardHeader>
        <CardTitle>Server</CardTitle>
      </CardHeader>
      <CardContent>
        <DescriptionList>
          <DescriptionItem term="Address">
            {service.ip_address ? <CopyText value={service.ip_address} label="Copy address" /> : '–'}
          </DescriptionItem>
          <DescriptionItem term="Hostname">
            <span className="break-all font-mono text-dense">{service.hostname ?? '–'}</span>
          </DescriptionItem>
          <DescriptionItem term="SSH port">{service.ssh_port ?? '–'}</DescriptionItem>
          <DescriptionItem term="Location">{service.datacenter.name}</DescriptionItem>
          <DescriptionItem term="Operating system">{service.operating_system?.name ?? '–'}</DescriptionItem>
          {service.panel_kind ? (
            <DescriptionItem term={service.panel_kind}>
              <span className="break-all">{service.panel_url ?? 'Not set up yet'}</span>
            </DescriptionItem>
          ) : null}
          <DescriptionItem term="Driver">{service.driver}</DescriptionItem>
          <DescriptionItem term="Term">{cycleLabels[service.cycle]}</DescriptionItem>
          <DescriptionItem term="Renews">
            {service.next_due_on ? <DateText value={service.next_due_on} /> : '–'}
            {service.auto_renew ? '' : ' (renewal off)'}
          </DescriptionItem>
          <DescriptionItem term="Running since">
            {service.activated_at ? <DateText value={service.activated_at} time /> : '–'}
          </DescriptionItem>
          {service.order_id ? (
            <DescriptionItem term="Order">
              <Link
                to="/admin/orders/$orderId"
                params={{ orderId: service.order_id }}
                className="text-link hover:underline"
              >
                {service.order_number}
              </Link>
            </DescriptionItem>
          ) : null}
        </DescriptionList>
        {service.notes ? (
          <div className="mt-4 border-t pt-4">
            <p className="text-muted-foreground">Notes for the customer</p>
            <p className="whitespace-pre-wrap">{service.notes}</p>
          </div>
        ) : null}
      </CardContent>
    </Card>
  )
}

function CustomerCard({ service }: { service: AdminService }) {
  const { customer } = service
  return (
    <Card aria-label="Customer">
      <CardHeader>
        <CardTitle>Customer</CardTitle>
      </CardHeader>
      <CardContent>
        <DescriptionList>
          <DescriptionItem term="Name">
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
          <DescriptionItem term="E-mail">
            <span className="break-all">{customer.email}</span>
          </DescriptionItem>
          {customer.company ? <DescriptionItem term="Company">{customer.company}</DescriptionItem> : null}
        </DescriptionList>
      </CardContent>
    </Card>
  )
}

function Items({ service }: { service: AdminService }) {
  return (
    <Card aria-label="Plan and add-ons">
      <CardHeader>
        <CardTitle>Plan and add-ons</CardTitle>
      </CardHeader>
      <CardContent>
        <ul className="flex flex-col gap-2">
          {service.items.map((item) => (
            <li key={item.description} className="flex items-baseline justify-between gap-4">
              <span>{item.description}</span>
              <span className="text-right">
                <Money value={item.amount} />{' '}
                <span className="text-muted-foreground text-xs">{perCycle[item.cycle]}</span>
              </span>
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  )
}
