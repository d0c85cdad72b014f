import { createFileRoute } from '@tanstack/react-router'
import { requirePermission } from '@/api/guards'
import { EmailsPage } from '@/features/admin/system/emails-page'
import { emailSearch } from '@/features/admin/system/search'

export const Route = createFileRoute('/admin/emails')({
  validateSearch: emailSearch,
  beforeLoad: ({ context }) => requirePermission(context.me, 'emails.view'),
  component: EmailsPage,
})
