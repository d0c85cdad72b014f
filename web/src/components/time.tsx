import { Tooltip } from '@/components/ui/tooltip'
import { formatDate, formatDateTime, formatRelative } from '@/lib/format'

/** `3 days ago`, with the full time in a tooltip. */
export function RelativeTime({ value, className }: { value: string; className?: string }) {
  return (
    <Tooltip text={formatDateTime(value, { zone: true })}>
      <time dateTime={value} className={className}>
        {formatRelative(value)}
      </time>
    </Tooltip>
  )
}

/** `25 Nov 2026`; `time` adds the clock. */
export function DateText({
  value,
  time = false,
  className,
}: {
  value: string
  time?: boolean
  className?: string
}) {
  return (
    <time dateTime={value} className={className ?? 'tnum whitespace-nowrap'}>
      {time ? formatDateTime(value) : formatDate(value)}
    </time>
  )
}
