export interface MoneyLike {
  amount: number
  currency: string
}

const formatters = new Map<string, Intl.NumberFormat>()

function formatterFor(currency: string) {
  let formatter = formatters.get(currency)
  if (!formatter) {
    formatter = new Intl.NumberFormat('en-US', {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
    })
    formatters.set(currency, formatter)
  }
  return formatter
}

/** How many minor digits a currency has: 2 for USD, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string) {
  return formatterFor(currency).resolvedOptions().maximumFractionDigits ?? 2
}

/** `{amount: 1999, currency: "USD"}` → `$19.99`. The string goes to Intl as decimal text, so large sums stay exact. */
export function formatMoney(money: MoneyLike) {
  return formatterFor(money.currency).format(decimalText(money))
}

/** Without the minor units, for the axes of charts. */
export function formatMoneyWhole(money: MoneyLike) {
  return new Intl.NumberFormat('en', {
    style: 'currency',
    currency: money.currency,
    maximumFractionDigits: 0,
  }).format(decimalText(money))
}

/** Integer minor units as plain decimal text, `1999` → `19.99`; for inputs and CSV. */
export function decimalText({ amount, currency }: MoneyLike): `${number}` {
  const digits = minorDigits(currency)
  const sign = amount < 0 ? '-' : ''
  const text = Math.abs(amount)
    .toString()
    .padStart(digits + 1, '0')
  const whole = digits === 0 ? text : text.slice(0, -digits)
  const fraction = digits === 0 ? '' : `.${text.slice(-digits)}`
  return toNumeric(`${sign}${whole}${fraction}`)
}

function isNumeric(text: string): text is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(text)
}

function toNumeric(text: string): `${number}` {
  return isNumeric(text) ? text : '0'
}

/** `"19.9"` → `1990` minor units, or null when the text is not an amount of that currency. */
export function parseAmount(text: string, currency: string): number | null {
  const digits = minorDigits(currency)
  const match = /^(\d{1,13})(?:\.(\d*))?$/.exec(text.trim().replaceAll(',', ''))
  if (!match) return null
  const fraction = match[2] ?? ''
  if (fraction.length > digits) return null
  const value = Number(`${match[1]}${fraction.padEnd(digits, '0')}`)
  return Number.isSafeInteger(value) ? value : null
}

/** `25 Nov 2026` for an instant or a `YYYY-MM-DD` date (dates are never shifted by the time zone). */
export function formatDate(value: string | Date, timeZone?: string) {
  const dateOnly = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
  const zone = dateOnly ? 'UTC' : timeZone
  const parts = partsOf(value, { day: 'numeric', month: 'short', year: 'numeric', timeZone: zone })
  return `${parts.day} ${parts.month} ${parts.year}`
}

/** `25 Nov 2026, 14:02`, with the zone name when `zone` is set. */
export function formatDateTime(value: string | Date, options: { timeZone?: string; zone?: boolean } = {}) {
  const time = new Intl.DateTimeFormat('en-GB', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: options.timeZone,
    timeZoneName: options.zone ? 'short' : undefined,
  }).format(new Date(value))
  return `${formatDate(value, options.timeZone)}, ${time}`
}

function partsOf(value: string | Date, options: Intl.DateTimeFormatOptions) {
  const found: Record<string, string> = {}
  for (const part of new Intl.DateTimeFormat('en-GB', options).formatToParts(new Date(value))) {
    found[part.type] = part.value
  }
  return { day: found.day, month: found.month === 'Sept' ? 'Sep' : found.month, year: found.year }
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_536_000],
  ['month', 2_592_000],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
]
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })

/** `3 days ago`, `in 2 hours`, `just now`. */
export function formatRelative(value: string | Date, now: Date = new Date()) {
  const seconds = Math.round((new Date(value).getTime() - now.getTime()) / 1000)
  for (const [unit, size] of steps) {
    if (Math.abs(seconds) >= size) return relative.format(Math.trunc(seconds / size), unit)
  }
  return 'just now'
}

/** `12,345`. */
export function formatNumber(value: number) {
  return value.toLocaleString('en-US')
}

/** `3 servers`, `1 server`. */
export function plural(count: number, one: string, many = `${one}s`) {
  return `${formatNumber(count)} ${count === 1 ? one : many}`
}

/** `Maya Lindqvist` → `ML`. */
export function initials(name: string) {
  const words = name.trim().split(/\s+/).filter(Boolean)
  const first = words[0]?.[0] ?? '?'
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''
  return (first + last).toUpperCase()
}

/** `order_placed` → `Order placed`, for values the screens do not know yet. */
export function humanize(value: string) {
  const text = value.replaceAll(/[_-]+/g, ' ').trim()
  return text.charAt(0).toUpperCase() + text.slice(1)
}
