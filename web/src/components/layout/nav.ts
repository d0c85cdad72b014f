import {
  ArrowDownToLine,
  Blocks,
  CircleDollarSign,
  Cpu,
  CreditCard,
  Globe,
  History,
  LayoutDashboard,
  LifeBuoy,
  ListChecks,
  type LucideIcon,
  Mail,
  Package,
  ReceiptText,
  Server,
  Settings,
  ShoppingCart,
  UserRound,
  Users,
  Workflow,
} from 'lucide-react'

export interface NavItem {
  label: string
  to: string
  icon: LucideIcon
  /** Second key of the `g …` shortcut. */
  key?: string
  /** Staff permission needed to see the entry. */
  permission?: string
  /** Matches only its own page, not those below it. */
  exact?: boolean
}

export interface NavGroup {
  label?: string
  items: readonly NavItem[]
}

export type Area = 'customer' | 'admin'

/**
 * Every entry of both rails. An entry is shown once its page exists in the route tree (and the permission is held),
 * so nothing here needs a change when a page is added.
 */
export const navigation: Record<Area, readonly NavGroup[]> = {
  customer: [
    {
      items: [
        { label: 'Dashboard', to: '/dashboard', icon: LayoutDashboard, key: 'd', exact: true },
        { label: 'My Services', to: '/dashboard/services', icon: Server, key: 's' },
        { label: 'Order Server', to: '/dashboard/order', icon: ShoppingCart, key: 'o' },
        { label: 'Billing', to: '/dashboard/billing', icon: CreditCard, key: 'b' },
        { label: 'Wallet', to: '/dashboard/wallet', icon: CircleDollarSign, key: 'w' },
        { label: 'Support Tickets', to: '/dashboard/tickets', icon: LifeBuoy, key: 't' },
        { label: 'Profile', to: '/dashboard/profile', icon: UserRound, key: 'p' },
      ],
    },
  ],
  admin: [
    {
      label: 'Work',
      items: [
        { label: 'Dashboard', to: '/admin', icon: LayoutDashboard, key: 'd', exact: true },
        { label: 'Orders', to: '/admin/orders', icon: ReceiptText, key: 'o', permission: 'orders.view' },
        { label: 'Servers', to: '/admin/servers', icon: Server, key: 's', permission: 'services.view' },
        {
          label: 'Topup Requests',
          to: '/admin/topups',
          icon: ArrowDownToLine,
          key: 'r',
          permission: 'topups.view',
        },
        { label: 'Tickets', to: '/admin/tickets', icon: LifeBuoy, key: 't', permission: 'tickets.view' },
      ],
    },
    {
      label: 'Customers',
      items: [
        { label: 'Users', to: '/admin/users', icon: Users, key: 'u', permission: 'users.view' },
        { label: 'Billing', to: '/admin/billing', icon: CreditCard, key: 'b', permission: 'invoices.view' },
      ],
    },
    {
      label: 'Catalogue',
      items: [
        { label: 'Plans', to: '/admin/plans', icon: Package, key: 'p', permission: 'catalog.view' },
        {
          label: 'Data Centers',
          to: '/admin/datacenters',
          icon: Globe,
          key: 'l',
          permission: 'catalog.view',
        },
        { label: 'Add-ons', to: '/admin/addons', icon: Blocks, key: 'a', permission: 'catalog.view' },
        { label: 'Operating Systems', to: '/admin/operating-systems', icon: Cpu, permission: 'catalog.view' },
      ],
    },
    {
      label: 'System',
      items: [
        {
          label: 'Automation',
          to: '/admin/automation',
          icon: Workflow,
          key: 'm',
          permission: 'jobs.view',
        },
        { label: 'Jobs', to: '/admin/jobs', icon: ListChecks, key: 'j', permission: 'jobs.view' },
        { label: 'E-mails', to: '/admin/emails', icon: Mail, key: 'e', permission: 'emails.view' },
        { label: 'Audit', to: '/admin/audit', icon: History, key: 'h', permission: 'audit.view' },
        { label: 'Settings', to: '/admin/settings', icon: Settings, key: 'c', permission: 'settings.view' },
      ],
    },
  ],
}

/** The groups a person sees: pages that exist and are permitted. */
export function visibleNav(
  area: Area,
  exists: (to: string) => boolean,
  permissions: readonly string[],
): NavGroup[] {
  return navigation[area]
    .map((group) => ({
      ...group,
      items: group.items.filter(
        (item) => exists(item.to) && (!item.permission || permissions.includes(item.permission)),
      ),
    }))
    .filter((group) => group.items.length > 0)
}
