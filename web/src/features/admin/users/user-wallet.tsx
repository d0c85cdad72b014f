import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { CircleDollarSign, Plus } from 'lucide-react'
import { lazy, Suspense, useState } from 'react'
import { adminUserTransactionListOptions } from '@/api/generated/@tanstack/react-query.gen'
import { DataTable } from '@/components/data-table/data-table'
import { listQuery } from '@/components/data-table/search'
import { useTableUrl } from '@/components/data-table/use-table-url'
import { Money } from '@/components/money'
import { Button } from '@/components/ui/button'
import { Card, CardContent } from '@/components/ui/card'
import { Empty } from '@/components/ui/empty'
import { walletColumns } from '@/components/wallet-columns'
import { userOptions } from '@/features/admin/users/queries'
import { useCan } from '@/lib/use-session'

const AdjustDialog = lazy(() => import('@/features/admin/users/adjust-dialog'))

const route = getRouteApi('/admin/users/$userId/wallet')

export function UserWallet() {
  const { userId } = route.useParams()
  const search = route.useSearch()
  const detail = useSuspenseQuery(userOptions(userId)).data
  const [adjusting, setAdjusting] = useState(false)
  const can = useCan()
  const query = useQuery({
    ...adminUserTransactionListOptions({ path: { id: userId }, query: listQuery(search) }),
    placeholderData: keepPreviousData,
  })
  return (
    <div className="flex flex-col gap-6">
      <Card aria-label="Balance">
        <CardContent className="flex flex-wrap items-end justify-between gap-4">
          <div>
            <p className="flex items-center gap-2 text-muted-foreground">
              <CircleDollarSign aria-hidden="true" className="size-4 text-link" />
              Balance
            </p>
            <p className="mt-1 font-semibold text-[1.75rem] leading-tight">
              <Money value={detail.balance} />
            </p>
          </div>
          {can('wallet.adjust') ? (
            <Button variant="outline" onClick={() => setAdjusting(true)}>
              <Plus aria-hidden="true" />
              Adjust balance
            </Button>
          ) : null}
        </CardContent>
      </Card>
      <DataTable
        id="admin-user-wallet"
        label="Statement"
        state={useTableUrl([])}
        query={query}
        columns={walletColumns}
        rowId={(line) => line.id}
        rowLabel={(line) => line.description}
        searchPlaceholder={null}
        density="dense"
        phone="scroll"
        empty={
          <Empty icon={CircleDollarSign} title="Nothing has moved yet">
            Top-ups, payments and adjustments appear here.
          </Empty>
        }
      />
      {adjusting ? (
        <Suspense>
          <AdjustDialog detail={detail} onClose={() => setAdjusting(false)} />
        </Suspense>
      ) : null}
    </div>
  )
}
