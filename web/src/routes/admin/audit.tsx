import { createFileRoute } from '@tanstack/react-router'
import { requirePermission } from '@/api/guards'
import { AuditPage } from '@/features/admin/system/audit-page'
import { auditSearch } from '@/features/admin/system/search'

export const Route = createFileRoute('/admin/audit')({
  validateSearch: auditSearch,
  beforeLoad: ({ context }) => requirePermission(context.me, 'audit.view'),
  component: AuditPage,
})
