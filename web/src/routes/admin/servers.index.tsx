import { createFileRoute } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { requirePermission } from '@/api/guards'
import { anyText, listSearch, oneOf } from '@/components/data-table/search'
import { ServersPage } from '@/features/admin/servers/servers-page'

export const Route = createFileRoute('/admin/servers/')({
  validateSearch: z.object({
    ...listSearch,
    status: oneOf(['pending', 'provisioning', 'active', 'suspended', 'terminating', 'terminated', 'failed']),
    category: oneOf(['vps', 'shared', 'dedicated']),
    datacenter: anyText,
    account: anyText,
  }),
  beforeLoad: ({ context }) => requirePermission(context.me, 'services.view'),
  component: ServersPage,
})
