import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { CircleDollarSign } from 'lucide-react'
import { walletGetOptions, walletTransactionListOptions } from '@/api/generated/@tanstack/react-query.gen'
import { walletTransactionList } from '@/api/generated/sdk.gen'
import type { WalletLine } from '@/api/generated/types.gen'
import { DataTable } from '@/components/data-table/data-table'
import { listQuery } from '@/components/data-table/search'
import { useTableUrl } from '@/components/data-table/use-table-url'
import { Money } from '@/components/money'
import { PageBody, PageHeader } from '@/components/page-header'
import { Card, CardContent } from '@/components/ui/card'
import { Empty } from '@/components/ui/empty'
import { walletColumns } from '@/components/wallet-columns'
import { formatMoney, plural } from '@/lib/format'

const route = getRouteApi('/dashboard/wallet')

export function WalletPage() {
  const search = route.useSearch()
  const state = useTableUrl([])
  const wallet = useSuspenseQuery(walletGetOptions()).data
  const query = useQuery({
    ...walletTransactionListOptions({ query: listQuery(search) }),
    placeholderData: keepPreviousData,
  })
  return (
    <PageBody>
      <PageHeader title="Wallet" purpose="Your balance, and every movement with the balance after it." />
      <Card aria-label="Balance">
        <CardContent className="flex flex-wrap items-end justify-between gap-4">
          <div>
            <p className="flex items-center gap-2 text-muted-foreground">
              <CircleDollarSign aria-hidden="true" className="size-4 text-link" />
              Balance
            </p>
            <p className="mt-1 font-semibold text-[1.75rem] leading-tight">
              <Money value={wallet.balance} />
            </p>
          </div>
          <p className="text-muted-foreground">
            {runwayText(wallet.runway.covers_renewals, formatMoney(wallet.runway.upcoming))}
          </p>
        </CardContent>
      </Card>
      <DataTable
        id="wallet"
        label="Transactions"
        state={state}
        query={query}
        columns={walletColumns}
        rowId={(line: WalletLine) => line.id}
        rowLabel={(line) => line.description}
        searchPlaceholder={null}
        phone="cards"
        exportCsv={{
          filename: 'wallet',
          fetchPage: async (cursor) =>
            (await walletTransactionList({ query: { limit: 100, cursor }, throwOnError: true })).data,
        }}
        empty={
          <Empty icon={CircleDollarSign} title="Nothing has moved yet">
            Top-ups and payments appear here.
          </Empty>
        }
      />
    </PageBody>
  )
}

function runwayText(renewals: number, upcoming: string) {
  if (renewals === 0) return `Next renewals: ${upcoming}`
  return `Covers the next ${plural(renewals, 'renewal')}`
}
