import { Link } from '@tanstack/react-router'
import type { Service } from '@/api/generated/types.gen'
import { Money } from '@/components/money'
import { StateBadge } from '@/components/state-badge'
import { DateText } from '@/components/time'
import { Button } from '@/components/ui/button'
import { Card, CardAction, CardHeader, CardTitle } from '@/components/ui/card'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { serviceName } from '@/lib/words'

/** The next five to renew. */
export function RenewingCard({ services }: { services: readonly Service[] }) {
  if (services.length === 0) return null
  return (
    <Card aria-label="Renewing next" className="pb-0 sm:pb-0">
      <CardHeader>
        <CardTitle>Renewing next</CardTitle>
        <CardAction>
          <Button variant="ghost" size="sm" asChild>
            <Link to="/dashboard/services">All services</Link>
          </Button>
        </CardAction>
      </CardHeader>
      <div className="overflow-x-auto">
        <Table aria-label="Renewing next">
          <TableHeader>
            <TableRow>
              <TableHead>Server</TableHead>
              <TableHead className="max-sm:hidden">State</TableHead>
              <TableHead className="max-sm:hidden">Location</TableHead>
              <TableHead>Renews</TableHead>
              <TableHead className="text-right">Price</TableHead>
            </TableRow>
          </TableHeader>
          <TableBody>
            {services.map((service) => (
              <TableRow key={service.id}>
                <TableCell>
                  <Link
                    to="/dashboard/services/$serviceId"
                    params={{ serviceId: service.id }}
                    className="font-medium hover:underline"
                  >
                    {serviceName(service)}
                  </Link>
                  <span className="block font-mono text-muted-foreground text-xs">{service.ip_address}</span>
                </TableCell>
                <TableCell className="max-sm:hidden">
                  <StateBadge kind="service" value={service.status} />
                </TableCell>
                <TableCell className="max-sm:hidden">{service.datacenter.city}</TableCell>
                <TableCell>{service.next_due_on ? <DateText value={service.next_due_on} /> : '–'}</TableCell>
                <TableCell className="text-right">
                  <Money value={service.recurring} />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
    </Card>
  )
}
