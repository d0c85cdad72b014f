import { Link } from '@tanstack/react-router'
import type { AdminService } from '@/api/generated/types.gen'
import { CopyText } from '@/components/copy-button'
import type { Column } from '@/components/data-table/types'
import { Money } from '@/components/money'
import { StateBadge } from '@/components/state-badge'
import { DateText } from '@/components/time'
import { decimalText } from '@/lib/format'
import { perCycle, serviceName } from '@/lib/words'

export const adminServiceColumns: readonly Column<AdminService>[] = [
  {
    id: 'server',
    header: 'Server',
    cell: (service) => (
      <span className="flex max-w-64 flex-col">
        <Link
          to="/admin/servers/$serviceId"
          params={{ serviceId: service.id }}
          className="truncate font-medium hover:underline"
        >
          {serviceName(service)}
        </Link>
        <span className="text-muted-foreground text-xs">{service.plan_name}</span>
      </span>
    ),
    csv: serviceName,
  },
  {
    id: 'customer',
    header: 'Customer',
    cell: (service) => (
      <span className="flex max-w-56 flex-col">
        <span className="truncate">{service.customer.name}</span>
        <span className="truncate text-muted-foreground text-xs">{service.customer.email}</span>
      </span>
    ),
    csv: (service) => service.customer.name,
  },
  {
    id: 'status',
    header: 'State',
    cell: (service) => <StateBadge kind="service" value={service.status} />,
    csv: (service) => service.status,
  },
  {
    id: 'ip',
    header: 'Address',
    cell: (service) =>
      service.ip_address ? (
        <CopyText value={service.ip_address} label="Copy address" />
      ) : (
        <span className="text-muted-foreground">–</span>
      ),
    csv: (service) => service.ip_address,
  },
  {
    id: 'location',
    header: 'Location',
    cell: (service) => <span className="whitespace-nowrap">{service.datacenter.city}</span>,
    csv: (service) => service.datacenter.name,
  },
  {
    id: 'renews',
    header: 'Renews',
    cell: (service) => (service.next_due_on ? <DateText value={service.next_due_on} /> : '–'),
    csv: (service) => service.next_due_on,
  },
  {
    id: 'price',
    header: 'Price',
    align: 'right',
    cell: (service) => (
      <span className="flex flex-col items-end">
        <Money value={service.recurring} />
        <span className="text-muted-foreground text-xs">{perCycle[service.cycle]}</span>
      </span>
    ),
    csv: (service) => decimalText(service.recurring),
  },
  {
    id: 'driver',
    header: 'Driver',
    hidden: true,
    cell: (service) => service.driver,
    csv: (service) => service.driver,
  },
]
