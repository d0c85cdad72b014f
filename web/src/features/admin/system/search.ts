import { anyText, listSearch, oneOf, searchOf } from '@/components/data-table/search'

/** What the filters offer; any other value in the URL is sent as it is. */
export const auditSubjects = [
  'order',
  'service',
  'invoice',
  'payment',
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
  'invoice.issued',
  'invoice.paid',
  'invoice.voided',
  'payment.received',
  'service.updated',
  'service.corrected',
  'service.credentials_revealed',
  'service.credentials_sent',
  'settings.saved',
  'user.updated',
  'user.password_changed',
  'user.password_change_refused',
  'account.updated',
  'job.retried',
  'session.opened',
  'session.refused',
] as const

export const auditSearch = searchOf({
  ...listSearch,
  action: anyText,
  subject_kind: anyText,
  subject_id: anyText,
  actor: anyText,
  entry: anyText,
})

export const jobSearch = searchOf({
  ...listSearch,
  state: oneOf(['ready', 'running', 'done', 'dead']),
  kind: anyText,
})

export const emailSearch = searchOf({
  ...listSearch,
  status: oneOf(['queued', 'sent', 'failed']),
  account: anyText,
})
