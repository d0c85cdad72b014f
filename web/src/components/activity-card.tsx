import { type QueryKey, useInfiniteQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import type { Activity } from '@/api/generated/types.gen'
import type { Page } from '@/api/types'
import { ActivityList } from '@/components/activity-list'
import { ErrorState } from '@/components/states'
import { ActionButton } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Empty } from '@/components/ui/empty'
import { Skeleton } from '@/components/ui/skeleton'

/** A server's activity, older ones on demand. */
export function ActivityCard({
  queryKey,
  fetchPage,
}: {
  queryKey: QueryKey
  fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Activity>>
}) {
  const query = useInfiniteQuery({
    queryKey: [...queryKey, 'all'],
    queryFn: ({ pageParam, signal }) => fetchPage(pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  })
  const items = query.data?.pages.flatMap((page) => page.items)
  return (
    <Card aria-label="Activity">
      <CardHeader>
        <CardTitle>Activity</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-col gap-4">
        {query.error ? (
          <ErrorState
            error={query.error}
            title="The activity could not be loaded"
            onRetry={() => void query.refetch()}
          />
        ) : items === undefined ? (
          <Skeleton className="h-40 w-full" />
        ) : items.length === 0 ? (
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
