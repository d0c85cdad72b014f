import {
  Ban,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CirclePause,
  CircleX,
  Clock,
  Eye,
  EyeOff,
  FilePen,
  Flag,
  LoaderCircle,
  type LucideIcon,
  MessageCircle,
  RotateCcw,
} from 'lucide-react'
import { Badge, type BadgeVariant } from '@/components/ui/badge'
import { humanize } from '@/lib/format'

interface Look {
  word: string
  icon: LucideIcon
  tone: BadgeVariant
  spin?: boolean
}

const look = (word: string, icon: LucideIcon, tone: BadgeVariant, spin = false): Look => ({
  word,
  icon,
  tone,
  spin,
})

/** Every status of the API, by kind: icon + word + colour, so none of the three is needed alone. */
const looks = {
  order: {
    pending: look('Pending', Clock, 'warning'),
    provisioning: look('Being built', LoaderCircle, 'info', true),
    active: look('Active', CircleCheck, 'success'),
    failed: look('Failed', CircleX, 'destructive'),
    cancelled: look('Cancelled', Ban, 'neutral'),
    expired: look('Expired', CircleDashed, 'neutral'),
    fraud: look('Fraud', Flag, 'destructive'),
  },
  payment: {
    pending: look('Unpaid', Clock, 'warning'),
    in_review: look('In review', Eye, 'info'),
    partially_paid: look('Partly paid', CircleDashed, 'warning'),
    paid: look('Paid', CircleCheck, 'success'),
    refunded: look('Refunded', RotateCcw, 'neutral'),
  },
  invoice: {
    draft: look('Draft', FilePen, 'neutral'),
    proforma: look('Due', Clock, 'warning'),
    open: look('Due', Clock, 'warning'),
    overdue: look('Overdue', CircleAlert, 'destructive'),
    paid: look('Paid', CircleCheck, 'success'),
    void: look('Void', Ban, 'neutral'),
    uncollectible: look('Uncollectible', CircleX, 'neutral'),
  },
  service: {
    pending: look('Pending', Clock, 'warning'),
    provisioning: look('Being built', LoaderCircle, 'info', true),
    active: look('Running', CircleCheck, 'success'),
    suspended: look('Suspended', CirclePause, 'destructive'),
    terminating: look('Ending', LoaderCircle, 'warning', true),
    terminated: look('Ended', Ban, 'neutral'),
    failed: look('Failed', CircleX, 'destructive'),
  },
  topup: {
    awaiting_payment: look('Waiting for payment', Clock, 'warning'),
    submitted: look('Submitted', CircleDashed, 'info'),
    in_review: look('In review', Eye, 'info'),
    needs_info: look('Needs information', CircleAlert, 'warning'),
    approved: look('Approved', CircleCheck, 'success'),
    rejected: look('Rejected', CircleX, 'destructive'),
    cancelled: look('Cancelled', Ban, 'neutral'),
    expired: look('Expired', CircleDashed, 'neutral'),
    reversed: look('Reversed', RotateCcw, 'neutral'),
  },
  ticket: {
    open: look('Open', CircleDashed, 'info'),
    awaiting_staff: look('Waiting for us', Clock, 'warning'),
    awaiting_customer: look('Waiting for you', MessageCircle, 'info'),
    resolved: look('Resolved', CircleCheck, 'success'),
    closed: look('Closed', Ban, 'neutral'),
  },
  priority: {
    low: look('Low', CircleDashed, 'neutral'),
    medium: look('Medium', CircleDashed, 'info'),
    high: look('High', CircleAlert, 'warning'),
    urgent: look('Urgent', CircleAlert, 'destructive'),
  },
  user: {
    active: look('Active', CircleCheck, 'success'),
    unverified: look('Unverified', CircleAlert, 'warning'),
    disabled: look('Disabled', Ban, 'destructive'),
  },
  job: {
    dead: look('Failed', CircleX, 'destructive'),
    ready: look('Waiting', Clock, 'info'),
    running: look('Running', LoaderCircle, 'info', true),
    done: look('Done', CircleCheck, 'success'),
  },
  email: {
    queued: look('Waiting', Clock, 'info'),
    sent: look('Sent', CircleCheck, 'success'),
    failed: look('Failed', CircleX, 'destructive'),
  },
  plan: {
    draft: look('Draft', FilePen, 'neutral'),
    live: look('Live', CircleCheck, 'success'),
    hidden: look('Hidden', EyeOff, 'warning'),
    retired: look('Retired', Ban, 'neutral'),
  },
} satisfies Record<string, Record<string, Look>>

export type StateKind = keyof typeof looks

function lookOf(kind: StateKind, value: string): Look {
  const known: Record<string, Look> = looks[kind]
  return known[value] ?? look(humanize(value), CircleDashed, 'neutral')
}

/** The word of a status, for menus, filters and titles. */
export const stateWord = (kind: StateKind, value: string) => lookOf(kind, value).word

/** All values of a kind with their words, for facets and selects. */
export const stateOptions = (kind: StateKind) =>
  Object.keys(looks[kind]).map((value) => ({ value, label: stateWord(kind, value) }))

export function StateBadge({ kind, value, word }: { kind: StateKind; value: string; word?: string }) {
  const { icon: Icon, tone, spin, word: known } = lookOf(kind, value)
  return (
    <Badge variant={tone} data-state-value={value}>
      <Icon aria-hidden="true" className={spin ? 'motion-safe:animate-spin' : undefined} />
      {word ?? known}
    </Badge>
  )
}

/** Whether a value is on its way to another one: such pages poll every 2 s. */
export const isTransitional = (value: string | undefined) =>
  value === 'provisioning' || value === 'terminating'
