import { useMutation } from '@tanstack/react-query'
import {
  dashboardGetQueryKey,
  serviceGetQueryKey,
  serviceListQueryKey,
  serviceUpdateMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { Service } from '@/api/generated/types.gen'
import { Switch } from '@/components/ui/switch'
import { toast } from '@/lib/toasts'
import { serviceName } from '@/lib/words'

/** Switches renewal at once; the toast takes it back. */
export function AutoRenewSwitch({ service }: { service: Service }) {
  const update = useMutation({
    ...serviceUpdateMutation(),
    meta: {
      invalidates: [
        serviceListQueryKey(),
        serviceGetQueryKey({ path: { id: service.id } }),
        dashboardGetQueryKey(),
      ],
    },
  })
  const name = serviceName(service)
  const set = (auto_renew: boolean) => update.mutate({ path: { id: service.id }, body: { auto_renew } })
  const shown = update.isPending ? update.variables.body.auto_renew === true : service.auto_renew
  return (
    <Switch
      aria-label={`Renew ${name} automatically`}
      checked={shown}
      disabled={service.status === 'terminated'}
      onCheckedChange={(on) => {
        set(on)
        toast.undo(on ? `${name} renews automatically` : `${name} will not renew`, () => set(!on))
      }}
    />
  )
}
