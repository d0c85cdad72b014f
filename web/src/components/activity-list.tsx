import {
  CircleDollarSign,
  Dot,
  KeyRound,
  type LucideIcon,
  ReceiptText,
  Server,
  ShoppingCart,
  UserRound,
} from 'lucide-react'
import type { Activity } from '@/api/generated/types.gen'
import { RelativeTime } from '@/components/time'

const icons: Record<string, LucideIcon> = {
  order: ShoppingCart,
  invoice: ReceiptText,
  payment: CircleDollarSign,
  wallet: CircleDollarSign,
  service: Server,
  credentials: KeyRound,
  user: UserRound,
}

/** Who did what and when, newest first. */
export function ActivityList({ items }: { items: readonly Activity[] }) {
  return (
    <ol className="flex flex-col divide-y">
      {items.map((item) => {
        const Icon = icons[item.kind.split('.')[0] ?? ''] ?? Dot
        return (
          <li key={item.id} className="flex items-start gap-3 py-3 first:pt-0 last:pb-0">
            <span className="mt-0.5 grid size-7 shrink-0 place-content-center rounded-md border bg-surface text-link">
              <Icon aria-hidden="true" className="size-4" />
            </span>
            <span className="min-w-0 flex-1">
              <span className="block break-words">{item.summary}</span>
              <span className="text-muted-foreground text-xs">
                {item.actor_label} · <RelativeTime value={item.at} />
              </span>
            </span>
          </li>
        )
      })}
    </ol>
  )
}
