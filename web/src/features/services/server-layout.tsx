import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link, Outlet } from '@tanstack/react-router'
import { CirclePause } from 'lucide-react'
import type { Service } from '@/api/generated/types.gen'
import { CopyText } from '@/components/copy-button'
import { Money } from '@/components/money'
import { PageBody, PageHeader } from '@/components/page-header'
import { StateBadge } from '@/components/state-badge'
import { DateText } from '@/components/time'
import { Alert, AlertDescription, AlertTitle } from '@/components/ui/alert'
import { DescriptionItem, DescriptionList } from '@/components/ui/description-list'
import { tabClass, tabListClass } from '@/components/ui/tabs'
import { serviceOptions } from '@/features/services/queries'
import { RenameButton } from '@/features/services/rename-button'
import { humanize } from '@/lib/format'
import { perCycle, serviceName } from '@/lib/words'

const route = getRouteApi('/dashboard/services/$serviceId')

const tabs = [
  { to: '/dashboard/services/$serviceId', label: 'Overview', exact: true },
  { to: '/dashboard/services/$serviceId/billing', label: 'Billing', exact: false },
  { to: '/dashboard/services/$serviceId/activity', label: 'Activity', exact: false },
] as const

/** The header with address and state stays; the tabs below it are pages of their own. */
export function ServerLayout() {
  const { serviceId } = route.useParams()
  const service = useSuspenseQuery(serviceOptions(serviceId)).data
  return (
    <PageBody>
      <PageHeader
        title={serviceName(service)}
        crumbs={[{ label: 'My Services', link: { to: '/dashboard/services' } }]}
        badge={<StateBadge kind="service" value={service.status} />}
        actions={<RenameButton service={service} />}
      />
      {service.holds.length > 0 ? (
        <Alert variant="destructive">
          <CirclePause aria-hidden="true" />
          <AlertTitle>This server is suspended</AlertTitle>
          <AlertDescription>
            Reason: {service.holds.map((hold) => humanize(hold).toLowerCase()).join(', ')}. Your data is kept.
          </AlertDescription>
        </Alert>
      ) : null}
      <Facts service={service} />
      <nav aria-label="Sections of this server" className={tabListClass}>
        {tabs.map((tab) => (
          <Link
            key={tab.to}
            to={tab.to}
            params={{ serviceId }}
            activeOptions={{ exact: tab.exact, includeSearch: false }}
            className={tabClass}
            activeProps={{ 'data-state': 'active', 'aria-current': 'page' }}
            inactiveProps={{ 'data-state': 'inactive' }}
          >
            {tab.label}
          </Link>
        ))}
      </nav>
      <Outlet />
    </PageBody>
  )
}

function Facts({ service }: { service: Service }) {
  const ssh =
    service.ip_address &&
    service.ssh_username &&
    service.operating_system?.slug.startsWith('windows') !== true
      ? `ssh ${service.ssh_username}@${service.ip_address}${service.ssh_port === 22 || service.ssh_port === null ? '' : ` -p ${service.ssh_port}`}`
      : null
  return (
    <DescriptionList className="rounded-xl border bg-card px-4 py-4 sm:grid-cols-2 sm:px-5 lg:grid-cols-4">
      <DescriptionItem layout="stack" term="Address">
        {service.ip_address ? (
          <CopyText value={service.ip_address} label="Copy address" />
        ) : (
          'Not assigned yet'
        )}
      </DescriptionItem>
      <DescriptionItem layout="stack" term={ssh ? 'Connect' : 'Location'}>
        {ssh ? <CopyText value={ssh} label="Copy command" /> : service.datacenter.name}
      </DescriptionItem>
      <DescriptionItem layout="stack" term="Plan">
        {service.plan_name}
      </DescriptionItem>
      <DescriptionItem layout="stack" term="Renews">
        {service.next_due_on ? (
          <>
            <DateText value={service.next_due_on} /> · <Money value={service.recurring} />{' '}
            <span className="text-muted-foreground">{perCycle[service.cycle]}</span>
          </>
        ) : (
          'When it is running'
        )}
      </DescriptionItem>
    </DescriptionList>
  )
}
