import { createFileRoute, notFound } from '@tanstack/react-router'
import { requirePermission } from '@/api/guards'
import { loadSection } from '@/features/admin/settings/queries'
import { isSection } from '@/features/admin/settings/search'
import { SettingsPage } from '@/features/admin/settings/settings-page'

export const Route = createFileRoute('/admin/settings/$section')({
  beforeLoad: ({ context }) => requirePermission(context.me, 'settings.view'),
  loader: async ({ context, params }) => {
    if (!isSection(params.section)) throw notFound()
    await loadSection(context.queryClient, params.section)
    return params.section
  },
  component: SettingsPage,
})
