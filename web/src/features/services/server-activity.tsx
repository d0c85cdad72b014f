import { getRouteApi } from '@tanstack/react-router'
import { serviceActivityQueryKey } from '@/api/generated/@tanstack/react-query.gen'
import { serviceActivity } from '@/api/generated/sdk.gen'
import { ActivityCard } from '@/components/activity-card'

const route = getRouteApi('/dashboard/services/$serviceId')

export function ServerActivity() {
  const { serviceId } = route.useParams()
  const path = { id: serviceId }
  return (
    <ActivityCard
      queryKey={serviceActivityQueryKey({ path })}
      fetchPage={async (cursor, signal) =>
        (await serviceActivity({ path, query: { limit: 25, cursor }, signal, throwOnError: true })).data
      }
    />
  )
}
