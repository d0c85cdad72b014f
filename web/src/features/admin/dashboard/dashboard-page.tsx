import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleDollarSign, ReceiptText, TrendingUp, UserRound } from 'lucide-react'
import type { Queue, StaffDashboard } from '@/api/generated/types.gen'
import { usePages } from '@/components/layout/use-nav'
import { Money } from '@/components/money'
import { MoneyChart } from '@/components/money-chart'
import { PageBody, PageHeader } from '@/components/page-header'
import { StatTile, StatTiles } from '@/components/stat-tile'
import { RelativeTime } from '@/components/time'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Empty } from '@/components/ui/empty'
import { Meter } from '@/components/ui/meter'
import { adminDashboardOptions } from '@/features/admin/dashboard/queries'
import { formatMoney, formatNumber } from '@/lib/format'
import { actionWords, actorName } from '@/lib/words'

export function AdminDashboardPage() {
  const board = useSuspenseQuery(adminDashboardOptions()).data
  return (
    <PageBody>
      <PageHeader title="Dashboard" purpose="What waits for you first, then how the business does." />
      <section aria-label="Queues">
        <ul className="grid grid-cols-2 gap-3 sm:gap-4 xl:grid-cols-5">
          {board.queues.map((queue) => (
            <QueueTile key={queue.key} queue={queue} />
          ))}
        </ul>
      </section>
      <Tiles board={board} />
      <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <Revenue board={board} />
          <Activity board={board} />
        </div>
        <div className="flex flex-col gap-4">
          <Plans board={board} />
          <Places board={board} />
        </div>
      </div>
    </PageBody>
  )
}

/** A queue leads to its list, once that list has a page. */
function QueueTile({ queue }: { queue: Queue }) {
  const pages = usePages()
  return (
    <li className="relative rounded-xl border bg-card px-4 py-4 transition-colors has-[a:hover]:border-input sm:px-5">
      <p className="text-muted-foreground">
        {pages.has(queue.link.split('?')[0] ?? '') ? (
          <Link to={queue.link} className="after:absolute after:inset-0 after:rounded-xl">
            {queue.label}
          </Link>
        ) : (
          queue.label
        )}
      </p>
      <p className="tnum mt-1 font-semibold text-2xl leading-tight sm:text-[1.75rem]">{queue.count}</p>
      <p className="mt-1 min-h-[1.125rem] text-muted-foreground text-xs">
        {queue.oldest_at ? (
          <>
            Oldest <RelativeTime value={queue.oldest_at} />
          </>
        ) : (
          'Nothing waits'
        )}
      </p>
    </li>
  )
}

function Tiles({ board }: { board: StaffDashboard }) {
  return (
    <StatTiles>
      <StatTile
        icon={ReceiptText}
        label="Revenue this month"
        value={<Money value={board.revenue_this_month} />}
        note={`Last month ${formatMoney(board.revenue_last_month)}`}
      />
      <StatTile
        icon={TrendingUp}
        label="Monthly recurring"
        value={<Money value={board.mrr} />}
        note="From active services"
      />
      <StatTile
        icon={CircleDollarSign}
        label="Held in wallets"
        value={<Money value={board.wallet_liability} />}
        note="Owed to customers, not earned"
      />
      <StatTile icon={UserRound} label="Sign-ups" value={board.sign_ups_30d} note="In the last 30 days" />
    </StatTiles>
  )
}

const revenueSeries = [{ key: 'revenue', label: 'Revenue', color: 'var(--chart-1)' }] as const

function Revenue({ board }: { board: StaffDashboard }) {
  const { currency } = board.revenue_this_month
  const rows = board.revenue_by_day.map((day) => ({
    label: new Date(`${day.date}T00:00:00Z`).toLocaleDateString('en-GB', {
      day: 'numeric',
      month: 'short',
      timeZone: 'UTC',
    }),
    values: { revenue: day.amount.amount },
  }))
  return (
    <MoneyChart
      title="Revenue by day"
      description="Paid invoices, last 30 days"
      summary={`Revenue this month is ${formatMoney(board.revenue_this_month)}, last month ${formatMoney(board.revenue_last_month)}.`}
      rows={rows}
      series={revenueSeries}
      currency={currency}
      empty={<Empty icon={ReceiptText} title="No paid invoices in the last 30 days" />}
    />
  )
}

function Plans({ board }: { board: StaffDashboard }) {
  return (
    <Card aria-label="Orders by plan">
      <CardHeader>
        <CardTitle>Orders by plan, 30 days</CardTitle>
      </CardHeader>
      <CardContent>
        {board.orders_by_plan.length === 0 ? (
          <p className="text-muted-foreground">No orders in the last 30 days.</p>
        ) : (
          <ul className="flex flex-col gap-2">
            {board.orders_by_plan.map((row) => (
              <li key={row.plan} className="flex items-baseline justify-between gap-3">
                <span className="truncate">{row.plan}</span>
                <span className="tnum whitespace-nowrap">
                  {row.count} · <Money value={row.amount} className="text-muted-foreground" />
                </span>
              </li>
            ))}
          </ul>
        )}
      </CardContent>
    </Card>
  )
}

function Places({ board }: { board: StaffDashboard }) {
  const most = Math.max(1, ...board.services_by_datacenter.map((row) => row.count))
  return (
    <Card aria-label="Services by location">
      <CardHeader>
        <CardTitle>Active services by location</CardTitle>
      </CardHeader>
      <CardContent>
        <ul className="flex flex-col gap-3">
          {board.services_by_datacenter.map((row) => (
            <li key={row.datacenter}>
              <Meter label={row.datacenter} value={row.count} max={most} text={formatNumber(row.count)} />
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  )
}

function Activity({ board }: { board: StaffDashboard }) {
  if (board.activity.length === 0) return null
  return (
    <Card aria-label="Recent changes">
      <CardHeader>
        <CardTitle>Recent changes</CardTitle>
      </CardHeader>
      <CardContent>
        <ol className="flex flex-col divide-y">
          {board.activity.map((row) => (
            <li
              key={row.id}
              className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2 first:pt-0 last:pb-0"
            >
              <span className="min-w-0">
                <span className="font-medium">{actionWords(row.action)}</span>{' '}
                <span className="text-muted-foreground">by {actorName(row)}</span>
              </span>
              <RelativeTime value={row.at} className="text-muted-foreground text-xs" />
            </li>
          ))}
        </ol>
      </CardContent>
    </Card>
  )
}
