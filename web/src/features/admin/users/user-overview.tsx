import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { CircleDollarSign, ReceiptText, Server, ShoppingCart } from 'lucide-react'
import type { AdminUserAccount, AdminUserDetail } from '@/api/generated/types.gen'
import { CopyText } from '@/components/copy-button'
import { Money } from '@/components/money'
import { StatTile, StatTiles } from '@/components/stat-tile'
import { DateText, RelativeTime } from '@/components/time'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { DescriptionItem, DescriptionList } from '@/components/ui/description-list'
import { userOptions } from '@/features/admin/users/queries'
import { countryName } from '@/lib/countries'
import { humanize, plural } from '@/lib/format'

const route = getRouteApi('/admin/users/$userId')

export function UserOverview() {
  const { userId } = route.useParams()
  const detail = useSuspenseQuery(userOptions(userId)).data
  return (
    <div className="flex flex-col gap-6">
      <Statistics detail={detail} userId={userId} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Person detail={detail} />
        <div className="flex flex-col gap-6">
          {detail.accounts.map((entry) => (
            <AccountCard key={entry.account.id} entry={entry} />
          ))}
        </div>
      </div>
    </div>
  )
}

function Statistics({ detail, userId }: { detail: AdminUserDetail; userId: string }) {
  const { stats } = detail
  return (
    <StatTiles>
      <StatTile
        icon={Server}
        label="Active services"
        value={stats.active_services}
        note={
          <Link to="/admin/users/$userId/services" params={{ userId }} className="text-link hover:underline">
            {plural(stats.services, 'service')} in all
          </Link>
        }
      />
      <StatTile
        icon={ShoppingCart}
        label="Orders"
        value={stats.orders}
        note={
          <Link to="/admin/users/$userId/orders" params={{ userId }} className="text-link hover:underline">
            View orders
          </Link>
        }
      />
      <StatTile
        icon={ReceiptText}
        label="Spent"
        value={<Money value={stats.total_spent} />}
        note={
          stats.unpaid_invoices > 0 ? plural(stats.unpaid_invoices, 'unpaid invoice') : 'Nothing is unpaid'
        }
      />
      <StatTile
        icon={CircleDollarSign}
        label="Wallet balance"
        value={<Money value={detail.balance} />}
        note={
          <Link to="/admin/users/$userId/wallet" params={{ userId }} className="text-link hover:underline">
            View statement
          </Link>
        }
      />
    </StatTiles>
  )
}

function Person({ detail: { user } }: { detail: AdminUserDetail }) {
  return (
    <Card aria-label="Person">
      <CardHeader>
        <CardTitle>Person</CardTitle>
      </CardHeader>
      <CardContent>
        <DescriptionList>
          <DescriptionItem term="E-mail">
            <span className="break-all">{user.email}</span>
            {user.email_verified ? '' : ' (not verified)'}
          </DescriptionItem>
          <DescriptionItem term="Phone">{user.phone ?? '–'}</DescriptionItem>
          <DescriptionItem term="Country">{user.country ? countryName(user.country) : '–'}</DescriptionItem>
          <DescriptionItem term="Time zone">{user.time_zone}</DescriptionItem>
          <DescriptionItem term="Signed up">
            <DateText value={user.created_at} />
          </DescriptionItem>
          <DescriptionItem term="Last seen">
            {user.last_seen_at ? <RelativeTime value={user.last_seen_at} /> : 'Never'}
          </DescriptionItem>
          <DescriptionItem term="User ID">
            <CopyText value={user.id} label="Copy user ID" />
          </DescriptionItem>
        </DescriptionList>
      </CardContent>
    </Card>
  )
}

function AccountCard({ entry: { account, role, balance } }: { entry: AdminUserAccount }) {
  const { address } = account
  const lines = [
    address.line1,
    address.line2,
    [[address.city, address.region].filter(Boolean).join(', '), address.postal_code]
      .filter(Boolean)
      .join(' '),
    account.country ? countryName(account.country) : null,
  ].filter(Boolean)
  return (
    <Card aria-label={`Account ${account.number}`}>
      <CardHeader>
        <CardTitle>Account {account.number}</CardTitle>
      </CardHeader>
      <CardContent>
        <DescriptionList>
          <DescriptionItem term="Company">{account.company ?? '–'}</DescriptionItem>
          <DescriptionItem term="Role">{humanize(role)}</DescriptionItem>
          <DescriptionItem term="Invoices to">
            <span className="break-all">{account.billing_email}</span>
          </DescriptionItem>
          <DescriptionItem term="Address">
            {lines.length > 0 ? <span className="whitespace-pre-line">{lines.join('\n')}</span> : '–'}
          </DescriptionItem>
          <DescriptionItem term="Tax ID">{account.tax_id ?? '–'}</DescriptionItem>
          <DescriptionItem term="Balance">
            <Money value={balance} />
          </DescriptionItem>
        </DescriptionList>
      </CardContent>
    </Card>
  )
}
