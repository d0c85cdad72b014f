import * as z from 'zod/mini'
import { anyText, listSearch, oneOf } from '@/components/data-table/search'

/** What the filters offer; any other value in the URL is sent as it is. */
export const auditSubjects = [
  'order',
  'service',
  'invoice',
  'account',
  'user',
  'topup',
  'job',
  'settings',
] as const
export const auditActions = [
  'order.placed',
  'order.provisioned',
  'order.status_changed',
  'order.cancelled',
  'invoice.paid',
  'service.updated',
  'service.corrected',
  'service.credentials_revealed',
  'service.credentials_sent',
  'settings.saved',
  'user.updated',
  'user.password_changed',
  'account.updated',
  'job.retried',
  'session.opened',
  'session.refused',
] as const

export const auditSearch = z.object({
  ...listSearch,
  action: anyText,
  subject_kind: anyText,
  subject_id: anyText,
  actor: anyText,
  entry: anyText,
})

export const jobSearch = z.object({
  ...listSearch,
  state: oneOf(['ready', 'running', 'done', 'dead']),
  kind: anyText,
})

export const emailSearch = z.object({
  ...listSearch,
  status: oneOf(['queued', 'sent', 'failed']),
  account: anyText,
})
