import { Link } from '@tanstack/react-router'
import type { AdminService } from '@/api/generated/types.gen'
import { CopyText } from '@/components/copy-button'
import { Money } from '@/components/money'
import { DateText } from '@/components/time'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { DescriptionItem, DescriptionList } from '@/components/ui/description-list'
import { cycleLabels, perCycle } from '@/lib/words'

export function FactsCard({ service }: { service: AdminService }) {
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

export function CustomerCard({ service }: { service: AdminService }) {
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

export function ItemsCard({ service }: { service: AdminService }) {
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
