import { useSuspenseQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { CircleCheck, CircleDollarSign, History, ReceiptText, Server, ShoppingCart } from 'lucide-react'
import type { AttentionItem, CustomerDashboard } from '@/api/generated/types.gen'
import { ActivityList } from '@/components/activity-list'
import { Money } from '@/components/money'
import { PageBody, PageHeader } from '@/components/page-header'
import { StatTile, StatTiles } from '@/components/stat-tile'
import { DateText } from '@/components/time'
import { Button } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Empty } from '@/components/ui/empty'
import { dashboardOptions } from '@/features/dashboard/queries'
import { RenewingCard } from '@/features/dashboard/renewing-card'
import { SpendChart } from '@/features/dashboard/spend-chart'
import { plural } from '@/lib/format'

export function DashboardPage() {
  const board = useSuspenseQuery(dashboardOptions()).data
  const fresh = board.active_services + board.provisioning_services === 0
  return (
    <PageBody>
      <PageHeader
        title="Dashboard"
        purpose="Your services, what is due next, and what needs attention."
        actions={
          <Button variant="outline" asChild>
            <Link to="/dashboard/wallet">Open wallet</Link>
          </Button>
        }
      />
      {fresh ? <FirstSteps /> : null}
      <Tiles board={board} />
      <div className="grid gap-4 xl:grid-cols-[minmax(0,1fr)_22rem]">
        <SpendChart points={board.spend} currency={board.wallet.currency} />
        <NeedsAttention items={board.attention} />
      </div>
      <RenewingCard services={board.renewing} />
      <Card aria-label="Recent activity">
        <CardHeader>
          <CardTitle>Recent activity</CardTitle>
        </CardHeader>
        <CardContent>
          {board.activity.length === 0 ? (
            <Empty icon={History} title="Nothing has happened yet" />
          ) : (
            <ActivityList items={board.activity} />
          )}
        </CardContent>
      </Card>
    </PageBody>
  )
}

function Tiles({ board }: { board: CustomerDashboard }) {
  const { covers_renewals } = board.wallet.runway
  return (
    <StatTiles>
      <StatTile
        icon={Server}
        label="Active services"
        value={board.active_services}
        note={
          board.provisioning_services > 0
            ? `${board.provisioning_services} being built`
            : board.active_services > 0
              ? 'All up and running'
              : 'None yet'
        }
      />
      <StatTile
        icon={CircleDollarSign}
        label="Wallet balance"
        value={<Money value={board.wallet.balance} />}
        note={
          covers_renewals > 0
            ? `Covers the next ${plural(covers_renewals, 'renewal')}`
            : 'No renewal covered yet'
        }
      />
      <StatTile
        icon={ReceiptText}
        label="Due this month"
        value={<Money value={board.due_this_month} />}
        note={
          board.next_due_on ? (
            <>
              Next on <DateText value={board.next_due_on} />
            </>
          ) : (
            'Nothing is due'
          )
        }
      />
      <StatTile
        icon={ShoppingCart}
        label="Being built"
        value={board.provisioning_services}
        note={
          <Link to="/dashboard/services" className="text-link hover:underline">
            View services
          </Link>
        }
      />
    </StatTiles>
  )
}

function FirstSteps() {
  return (
    <Card aria-label="First steps">
      <CardContent className="flex flex-wrap items-center justify-between gap-4">
        <div>
          <p className="font-medium">Start your first server</p>
          <p className="text-muted-foreground">
            Choose a plan, make it yours, review the price, and we build it for you.
          </p>
        </div>
        <Button asChild>
          <Link to="/dashboard/order">Order server</Link>
        </Button>
      </CardContent>
    </Card>
  )
}

function NeedsAttention({ items }: { items: readonly AttentionItem[] }) {
  return (
    <Card aria-label="Needs attention">
      <CardHeader>
        <CardTitle>Needs attention</CardTitle>
      </CardHeader>
      <CardContent>
        {items.length === 0 ? (
          <p className="flex items-center gap-2 text-muted-foreground">
            <CircleCheck aria-hidden="true" className="size-4 text-success" />
            Nothing needs you.
          </p>
        ) : (
          <ul className="flex flex-col gap-3">
            {items.map((item) => (
              <li
                key={`${item.kind}-${item.link}`}
                className="flex items-start justify-between gap-3 rounded-lg border bg-surface p-3"
              >
                <div className="min-w-0">
                  <p className="break-words font-medium">{item.title}</p>
                  <p className="text-muted-foreground text-xs">{item.detail}</p>
                </div>
                <Button variant="secondary" size="sm" asChild>
                  <Link to={item.link}>{item.action}</Link>
                </Button>
              </li>
            ))}
          </ul>
        )}
      </CardContent>
    </Card>
  )
}
