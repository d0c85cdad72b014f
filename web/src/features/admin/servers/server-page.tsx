import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
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
import { CredentialsCard } from '@/components/credentials-card'
import { PageBody, PageHeader } from '@/components/page-header'
import { StateBadge } from '@/components/state-badge'
import { Button } from '@/components/ui/button'
import { EditServerDialog } from '@/features/admin/servers/edit-server-dialog'
import { adminActivityKey } from '@/features/admin/servers/keys'
import { CustomerCard, FactsCard, ItemsCard } from '@/features/admin/servers/server-cards'
import { useIdempotency } from '@/lib/idempotency'
import { useCan } from '@/lib/use-session'
import { serviceName } from '@/lib/words'

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
        <FactsCard service={service} />
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
          <ItemsCard service={service} />
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
