import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link, Outlet } from '@tanstack/react-router'
import { PageBody, PageHeader } from '@/components/page-header'
import { StateBadge } from '@/components/state-badge'
import { Badge } from '@/components/ui/badge'
import { tabClass, tabListClass } from '@/components/ui/tabs'
import { DisableUserButton } from '@/features/admin/users/disable-user-button'
import { userOptions } from '@/features/admin/users/queries'
import { useCan } from '@/lib/use-session'

const route = getRouteApi('/admin/users/$userId')

const tabs = [
  { to: '/admin/users/$userId', label: 'Overview', exact: true },
  { to: '/admin/users/$userId/orders', label: 'Orders', exact: false },
  { to: '/admin/users/$userId/services', label: 'Services', exact: false },
  { to: '/admin/users/$userId/invoices', label: 'Invoices', exact: false },
  { to: '/admin/users/$userId/wallet', label: 'Wallet', exact: false },
] as const

/** The header stays; the tabs below it are pages of their own. */
export function UserLayout() {
  const { userId } = route.useParams()
  const detail = useSuspenseQuery(userOptions(userId)).data
  const can = useCan()
  const { user } = detail
  return (
    <PageBody>
      <PageHeader
        title={user.full_name}
        purpose={<span className="break-all">{user.email}</span>}
        crumbs={[{ label: 'Users', link: { to: '/admin/users' } }]}
        badge={
          <>
            <StateBadge kind="user" value={detail.status} />
            {user.is_staff ? <Badge variant="primary">Staff</Badge> : null}
          </>
        }
        actions={can('users.manage') ? <DisableUserButton user={user} /> : null}
      />
      <nav aria-label="Sections of this user" className={tabListClass}>
        {tabs.map((tab) => (
          <Link
            key={tab.to}
            to={tab.to}
            params={{ userId }}
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
