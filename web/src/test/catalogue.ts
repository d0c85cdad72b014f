import type {
  Addon,
  Datacenter,
  OperatingSystem,
  Order,
  Plan,
  Quote,
  Wallet,
} from '@/api/generated/types.gen'
import { usd } from '@/test/fixtures'

export const plan: Plan = {
  id: 'pln_1',
  slug: 'vps-pro',
  category: 'vps',
  name: 'VPS Pro',
  description: '',
  vcpu: 2,
  cpu_label: '2 vCPU',
  ram_mb: 4096,
  disk_gb: 80,
  disk_kind: 'nvme',
  traffic_gb: 3000,
  features: [],
  prices: [
    { id: 'prc_1', cycle: 'monthly', amount: usd(1999), setup_fee: usd(0) },
    { id: 'prc_2', cycle: 'quarterly', amount: usd(5499), setup_fee: usd(0) },
    { id: 'prc_3', cycle: 'yearly', amount: usd(23_988), setup_fee: usd(0) },
  ],
}

export const panel: Addon = {
  id: 'add_1',
  slug: 'cpanel',
  kind: 'control_panel',
  name: 'cPanel/WHM',
  description: '',
  categories: ['vps'],
  os_families: ['linux'],
  cycle: 'monthly',
  amount: usd(1500),
  setup_fee: usd(0),
}

export const place: Datacenter = {
  id: 'dc_1',
  slug: 'eu-central',
  name: 'EU Central (Frankfurt)',
  city: 'Frankfurt',
  country: 'DE',
  description: '',
}

export const debian: OperatingSystem = { id: 'os_1', slug: 'debian-12', family: 'linux', name: 'Debian 12' }
export const windows: OperatingSystem = {
  id: 'os_2',
  slug: 'windows-2022',
  family: 'windows',
  name: 'Windows Server 2022',
}

export const quoteOf = (amount: number): Quote => ({
  lines: [
    {
      kind: 'plan',
      description: 'VPS Pro',
      cycle: 'monthly',
      quantity: 1,
      unit_amount: usd(amount),
      amount: usd(amount),
      discount: usd(0),
      tax_rate_ppm: 0,
      tax: usd(0),
    },
  ],
  subtotal: usd(amount),
  discount: usd(0),
  tax: usd(0),
  total: usd(amount),
  recurring: [{ cycle: 'monthly', total: usd(amount) }],
})

export const walletOf = (amount: number): Wallet => ({
  balance: usd(amount),
  currency: 'USD',
  runway: { covers_renewals: 0, upcoming: usd(0) },
})

export const order: Order = {
  id: 'ord_1',
  number: 'KN-10041',
  status: 'pending',
  payment_status: 'pending',
  plan: { slug: 'vps-pro', name: 'VPS Pro', category: 'vps' },
  cycle: 'monthly',
  operating_system: { slug: 'debian-12', name: 'Debian 12' },
  datacenter: { slug: 'eu-central', name: 'EU Central (Frankfurt)', city: 'Frankfurt', country: 'DE' },
  hostname: 'web-01.example.com',
  notes: null,
  items: [],
  addons: [],
  control_panel: null,
  payment_method: 'wallet',
  total: usd(1999),
  invoice: {
    id: 'inv_1',
    reference: 'PRO-2026-000001',
    number: null,
    status: 'proforma',
    amount_due: usd(1999),
  },
  service: null,
  payment_instructions: null,
  timeline: [],
  can_cancel: true,
  expires_at: null,
  placed_at: '2026-11-22T10:00:00Z',
  paid_at: null,
}
