import type { ReactNode } from 'react'
import { onDemand } from '@/lib/on-demand'
import { createPrompt } from '@/lib/prompt'

const confirmBox = onDemand(() => import('@/components/confirm-box'))

export interface ConfirmOptions {
  title: string
  /** The consequence: what it costs, what is lost, who gets a mail. */
  description?: ReactNode
  /** Names the verb: "Pay $48.00", never "OK". */
  confirmLabel: string
  cancelLabel?: string
  destructive?: boolean
  /** The text that must be typed, for anything that destroys data. */
  typeToConfirm?: string
  /** Runs with the dialog open and busy; an error shows inside it. Without it the promise just answers. */
  action?: () => Promise<unknown>
}

const prompt = createPrompt<ConfirmOptions, boolean>()

/** `if (await confirm({ title: 'Reinstall fra-db-01?', confirmLabel: 'Reinstall', … }))`; false when cancelled. */
export const confirm = prompt.ask

/** Mounted once by the app root; the box itself is loaded with the first question. */
export function ConfirmDialog() {
  const open = prompt.use()
  const ConfirmBox = confirmBox.useComponent(open !== null)
  return open && ConfirmBox ? <ConfirmBox options={open.props} answer={open.answer} /> : null
}
