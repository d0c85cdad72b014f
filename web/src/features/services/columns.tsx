import { Link } from '@tanstack/react-router'
import type { Service } from '@/api/generated/types.gen'
import { CopyText } from '@/components/copy-button'
import type { Column } from '@/components/data-table/types'
import { Money } from '@/components/money'
import { StateBadge } from '@/components/state-badge'
import { DateText } from '@/components/time'
import { AutoRenewSwitch } from '@/features/services/auto-renew-switch'
import { decimalText } from '@/lib/format'
import { perCycle, serviceName } from '@/lib/words'

export const serviceColumns: readonly Column<Service>[] = [
  {
    id: 'server',
    header: 'Server',
    cell: (service) => (
      <span className="flex min-w-0 flex-col">
        <Link
          to="/dashboard/services/$serviceId"
          params={{ serviceId: service.id }}
          className="truncate font-medium leading-6 hover:underline"
        >
          {serviceName(service)}
        </Link>
        {service.ip_address ? (
          <CopyText value={service.ip_address} label="Copy address" className="text-muted-foreground" />
        ) : (
          <span className="text-dense text-muted-foreground">No address yet</span>
        )}
      </span>
    ),
    csv: serviceName,
  },
  {
    id: 'status',
    header: 'State',
    card: 'badge',
    cell: (service) => <StateBadge kind="service" value={service.status} />,
    csv: (service) => service.status,
  },
  { id: 'plan', header: 'Plan', card: 'fact', cell: (service) => service.plan_name, csv: (s) => s.plan_name },
  {
    id: 'location',
    header: 'Location',
    card: 'fact',
    cell: (service) => service.datacenter.city,
    csv: (service) => service.datacenter.name,
  },
  {
    id: 'renews',
    header: 'Renews',
    card: 'fact',
    cell: (service) => (service.next_due_on ? <DateText value={service.next_due_on} /> : '–'),
    csv: (service) => service.next_due_on,
  },
  {
    id: 'price',
    header: 'Price',
    align: 'right',
    card: 'fact',
    cell: (service) => (
      <span className="flex flex-col items-end">
        <Money value={service.recurring} />
        <span className="text-muted-foreground text-xs">{perCycle[service.cycle]}</span>
      </span>
    ),
    csv: (service) => decimalText(service.recurring),
  },
  {
    id: 'auto-renew',
    header: 'Auto-renew',
    card: 'none',
    cell: (service) => <AutoRenewSwitch service={service} />,
    csv: (service) => (service.auto_renew ? 'on' : 'off'),
  },
]
