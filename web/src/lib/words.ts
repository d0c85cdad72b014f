import type {
  AuditRow,
  Category,
  Cycle,
  Invoice,
  PaymentMethod,
  Plan,
  Service,
} from '@/api/generated/types.gen'
import { formatNumber, humanize } from '@/lib/format'

export const categoryLabels: Record<Category, string> = {
  vps: 'VPS',
  shared: 'Shared Hosting',
  dedicated: 'VDS / Dedicated',
}

export const cycleLabels: Record<Cycle, string> = {
  monthly: 'Monthly',
  quarterly: 'Every 3 months',
  semiannual: 'Every 6 months',
  yearly: 'Yearly',
  biennial: 'Every 2 years',
}

export const perCycle: Record<Cycle, string> = {
  monthly: 'per month',
  quarterly: 'per 3 months',
  semiannual: 'per 6 months',
  yearly: 'per year',
  biennial: 'per 2 years',
}

export const cycleMonths: Record<Cycle, number> = {
  monthly: 1,
  quarterly: 3,
  semiannual: 6,
  yearly: 12,
  biennial: 24,
}

export const methodLabels: Record<PaymentMethod, string> = {
  wallet: 'Wallet',
  bank_transfer: 'Bank transfer',
  crypto: 'Crypto',
  card: 'Card',
  upi: 'UPI',
  other: 'Other',
}

function gigabytes(megabytes: number) {
  return megabytes < 1024 ? `${megabytes} MB` : `${formatNumber(megabytes / 1024)} GB`
}

function traffic(gigabytesPerMonth: number | null) {
  if (gigabytesPerMonth === null) return 'Unmetered traffic'
  return gigabytesPerMonth >= 1000
    ? `${formatNumber(gigabytesPerMonth / 1000)} TB traffic`
    : `${formatNumber(gigabytesPerMonth)} GB traffic`
}

const disks = { nvme: 'NVMe', ssd: 'SSD', hdd: 'HDD' } as const

/** The four facts people compare plans by. */
export function planSpecs(plan: Plan): string[] {
  return [
    plan.cpu_label,
    `${gigabytes(plan.ram_mb)} RAM`,
    `${formatNumber(plan.disk_gb)} GB ${disks[plan.disk_kind]}`,
    traffic(plan.traffic_gb),
  ]
}

/** How much a longer term saves against paying monthly, in whole percent; null when it saves nothing. */
export function saving(plan: Plan, cycle: Cycle): number | null {
  const monthly = plan.prices.find((price) => price.cycle === 'monthly')
  const chosen = plan.prices.find((price) => price.cycle === cycle)
  if (!monthly || !chosen || cycle === 'monthly') return null
  const full = monthly.amount.amount * cycleMonths[cycle]
  const percent = Math.floor(((full - chosen.amount.amount) * 100) / full)
  return percent > 0 ? percent : null
}

/** What people call the server: their label, its hostname, or the plan until it has a name. */
export const serviceName = (service: Pick<Service, 'label' | 'hostname' | 'plan_name'>) =>
  service.label ?? service.hostname ?? service.plan_name

/** The legal number once there is one, the proforma's reference before. */
export const invoiceName = (invoice: Pick<Invoice, 'number' | 'reference'>) =>
  invoice.number ?? invoice.reference

export const invoiceState = (invoice: Pick<Invoice, 'status' | 'overdue'>) =>
  invoice.overdue ? 'overdue' : invoice.status

/** `order.status_changed` → `Order status changed`. */
export const actionWords = (action: string) => humanize(action.replaceAll('.', ' '))

const actorKinds = { user: 'Customer', staff: 'Staff', system: 'System', anonymous: 'Visitor' } as const

/** Who did it: the person, or what kind of actor it was. */
export const actorName = (row: Pick<AuditRow, 'actor_kind' | 'actor_name'>) =>
  row.actor_name ?? actorKinds[row.actor_kind]
