import { createFileRoute } from '@tanstack/react-router'
import { requirePermission } from '@/api/guards'
import { anyText, listSearch, oneOf, searchOf } from '@/components/data-table/search'
import { ServersPage } from '@/features/admin/servers/servers-page'

const search = searchOf({
  ...listSearch,
  status: oneOf(['pending', 'provisioning', 'active', 'suspended', 'terminating', 'terminated', 'failed']),
  category: oneOf(['vps', 'shared', 'dedicated']),
  datacenter: anyText,
  account: anyText,
})

export const Route = createFileRoute('/admin/servers/')({
  validateSearch: search,
  beforeLoad: ({ context }) => requirePermission(context.me, 'services.view'),
  component: ServersPage,
})
