import { useInfiniteQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { History } from 'lucide-react'
import { serviceActivityQueryKey } from '@/api/generated/@tanstack/react-query.gen'
import { serviceActivity } from '@/api/generated/sdk.gen'
import { ActivityList } from '@/components/activity-list'
import { ErrorState } from '@/components/states'
import { ActionButton } from '@/components/ui/button'
import { Card, CardContent } from '@/components/ui/card'
import { Empty } from '@/components/ui/empty'
import { Skeleton } from '@/components/ui/skeleton'

const route = getRouteApi('/dashboard/services/$serviceId')

export function ServerActivity() {
  const { serviceId } = route.useParams()
  const query = useInfiniteQuery({
    queryKey: [...serviceActivityQueryKey({ path: { id: serviceId } }), 'all'],
    queryFn: async ({ pageParam, signal }) =>
      (
        await serviceActivity({
          path: { id: serviceId },
          query: { limit: 25, cursor: pageParam },
          signal,
          throwOnError: true,
        })
      ).data,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
  if (query.error) {
    return (
      <ErrorState
        error={query.error}
        title="The activity could not be loaded"
        onRetry={() => void query.refetch()}
      />
    )
  }
  if (!query.data) return <Skeleton className="h-40 w-full" />
  const items = query.data.pages.flatMap((page) => page.items)
  return (
    <Card aria-label="Activity">
      <CardContent className="flex flex-col gap-4">
        {items.length === 0 ? (
          <Empty icon={History} title="Nothing has happened yet" />
        ) : (
          <ActivityList items={items} />
        )}
        {query.hasNextPage ? (
          <ActionButton
            variant="outline"
            className="self-center"
            pending={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show older
          </ActionButton>
        ) : null}
      </CardContent>
    </Card>
  )
}
