import type { CustomerDashboard, Me, Money, Site, StaffDashboard, User } from '@/api/generated/types.gen'
import type { Problem } from '@/api/types'

export const user: User = {
  id: 'usr_1',
  email: 'maya@northwind.example',
  full_name: 'Maya Lindqvist',
  phone: null,
  country: 'SE',
  locale: 'en',
  time_zone: 'Europe/Stockholm',
  email_verified: true,
  is_staff: false,
  created_at: '2026-01-05T09:00:00Z',
}

export const customer: Me = {
  user,
  account: {
    id: 'acc_1',
    number: 1001,
    name: 'Northwind',
    company: 'Northwind AB',
    currency: 'USD',
    billing_email: 'maya@northwind.example',
    address: { line1: null, line2: null, city: null, region: null, postal_code: null },
    country: 'SE',
    tax_id: null,
  },
  memberships: [
    { account: { id: 'acc_1', number: 1001, name: 'Northwind', company: 'Northwind AB' }, role: 'owner' },
  ],
  permissions: [],
  fresh_until: null,
}

export const staff: Me = {
  ...customer,
  user: { ...user, full_name: 'Ada Admin', email: 'admin@kloudnests.example', is_staff: true },
  permissions: ['dashboard.view', 'orders.view', 'services.view', 'users.view', 'settings.view'],
}

export const site: Site = {
  brand: {
    name: 'KloudNests',
    tagline: 'Servers that are ready when you are',
    browser_title: 'KloudNests',
    accent: '#2563ea',
    support_email: 'support@kloudnests.example',
  },
  contact: { legal_name: null, email: null, phone: null, website: null, address_lines: [], country: null },
  mode: 'demo',
  demo_logins: [{ role: 'customer', email: 'demo@kloudnests.example', password: 'demo-password' }],
  payment_methods: ['wallet', 'bank_transfer'],
  currency: 'USD',
  version: '0.1.0',
}

export const usd = (amount: number): Money => ({ amount, currency: 'USD' })

export const dashboard: CustomerDashboard = {
  active_services: 2,
  provisioning_services: 0,
  wallet: { balance: usd(18_450), currency: 'USD', runway: { covers_renewals: 2, upcoming: usd(6000) } },
  due_this_month: usd(6000),
  next_due_on: '2026-11-25',
  open_tickets: 0,
  attention: [],
  spend: [],
  renewing: [],
  activity: [],
}

export const staffDashboard: StaffDashboard = {
  queues: [],
  revenue_this_month: usd(0),
  revenue_last_month: usd(0),
  revenue_by_day: [],
  mrr: usd(0),
  wallet_liability: usd(0),
  orders_by_plan: [],
  services_by_datacenter: [],
  sign_ups_30d: 0,
  activity: [],
}

export function problem(status: number, code: string, extra: Partial<Problem> = {}): Problem {
  return {
    type: `https://kloudnests.example/errors/${code}`,
    title: code,
    status,
    detail: '',
    code,
    request_id: 'req_test',
    errors: [],
    ...extra,
  }
}
