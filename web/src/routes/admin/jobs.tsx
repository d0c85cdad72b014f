import { createFileRoute } from '@tanstack/react-router'
import { requirePermission } from '@/api/guards'
import { JobsPage } from '@/features/admin/system/jobs-page'
import { jobSearch } from '@/features/admin/system/search'

export const Route = createFileRoute('/admin/jobs')({
  validateSearch: jobSearch,
  beforeLoad: ({ context }) => requirePermission(context.me, 'jobs.view'),
  component: JobsPage,
})
