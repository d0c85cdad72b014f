import type { AdminOrder, OrderStatus } from '@/api/generated/types.gen'
import { stateWord } from '@/components/state-badge'

/** What choosing a status does: provisioning has its own sheet, what cannot be taken back asks first. */
export type Effect = 'provision' | 'ask' | 'change'

export interface StatusChoice {
  status: OrderStatus
  label: string
  effect: Effect
}

const effects: Partial<Record<OrderStatus, Effect>> = { active: 'provision', cancelled: 'ask', fraud: 'ask' }

/** Only what the server allows from here. */
export function statusChoices(order: Pick<AdminOrder, 'status' | 'allowed_statuses'>): StatusChoice[] {
  return order.allowed_statuses
    .filter((status) => status !== order.status)
    .map((status) => {
      const effect = effects[status] ?? 'change'
      return { status, effect, label: stateWord('order', status) + (effect === 'provision' ? '…' : '') }
    })
}
