import type { SiteBoot, SiteCategory, SitePlan } from '@/site/boot'

function plan(slug: string, name: string, price: string, specs: string[], features: string[]): SitePlan {
  return {
    slug,
    name,
    specs,
    price,
    price_suffix: '/month',
    yearly_note: 'Two months free when paid yearly',
    features,
    order_url: `/dashboard/order?plan=${slug}`,
  }
}

const vps: SiteCategory = {
  key: 'vps',
  label: 'VPS',
  blurb: 'Your own virtual server with root access, for sites, apps and bots.',
  from_price: '$6.00',
  plans: [
    plan(
      'vps-1',
      'VPS 1',
      '$6.00',
      ['1 vCPU', '2 GB RAM', '40 GB NVMe', '2 TB traffic'],
      ['1 IPv4 address', 'Full root access'],
    ),
    plan(
      'vps-2',
      'VPS 2',
      '$12.00',
      ['2 vCPU', '4 GB RAM', '80 GB NVMe', '4 TB traffic'],
      ['1 IPv4 address', 'Full root access'],
    ),
    plan(
      'vps-4',
      'VPS 4',
      '$24.00',
      ['4 vCPU', '8 GB RAM', '160 GB NVMe', '6 TB traffic'],
      ['1 IPv4 address', 'Full root access'],
    ),
    plan(
      'vps-8',
      'VPS 8',
      '$48.00',
      ['8 vCPU', '16 GB RAM', '320 GB NVMe', '8 TB traffic'],
      ['1 IPv4 address', 'Priority support'],
    ),
  ],
}

const shared: SiteCategory = {
  key: 'shared',
  label: 'Shared Hosting',
  blurb: 'A control panel and mail for your websites; we look after the server.',
  from_price: '$3.00',
  plans: [
    plan(
      'shared-start',
      'Start',
      '$3.00',
      ['1 website', '10 GB storage', '5 mailboxes'],
      ['Control panel', 'Free certificates'],
    ),
    plan(
      'shared-grow',
      'Grow',
      '$6.00',
      ['10 websites', '50 GB storage', '50 mailboxes'],
      ['Control panel', 'Daily backups'],
    ),
    plan(
      'shared-pro',
      'Pro',
      '$12.00',
      ['50 websites', '100 GB storage', '200 mailboxes'],
      ['Control panel', 'Daily backups'],
    ),
  ],
}

const dedicated: SiteCategory = {
  key: 'dedicated',
  label: 'VDS / Dedicated',
  blurb: 'Reserved cores and whole machines for steady, heavy work.',
  from_price: '$60.00',
  plans: [
    plan(
      'vds-8',
      'VDS 8',
      '$60.00',
      ['8 reserved cores', '32 GB RAM', '500 GB NVMe', '10 TB traffic'],
      ['1 IPv4 address'],
    ),
    plan(
      'ded-16',
      'Dedicated 16',
      '$120.00',
      ['16 cores', '64 GB RAM', '2 × 1 TB NVMe', '20 TB traffic'],
      ['5 IPv4 addresses', 'Remote console'],
    ),
    plan(
      'ded-32',
      'Dedicated 32',
      '$240.00',
      ['32 cores', '128 GB RAM', '2 × 2 TB NVMe', '30 TB traffic'],
      ['5 IPv4 addresses', 'Remote console'],
    ),
  ],
}

/** For development and tests only; the server brings its own. */
export const exampleBoot: SiteBoot = {
  brand: {
    name: 'KloudNests',
    tagline: 'Servers that are ready when you are',
    browser_title: 'KloudNests: VPS, hosting and dedicated servers',
    support_email: 'support@kloudnests.example',
  },
  categories: [vps, shared, dedicated],
  datacenters: [
    { name: 'FRA1', city: 'Frankfurt', country: 'Germany', description: 'In the middle of Europe' },
    { name: 'NYC1', city: 'New York', country: 'United States', description: 'For the American east' },
    { name: 'SGP1', city: 'Singapore', country: 'Singapore', description: 'For South-East Asia' },
    { name: 'BOM1', city: 'Mumbai', country: 'India', description: 'For India and its neighbours' },
  ],
  demo: true,
}
