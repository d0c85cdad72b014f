import { lazy, Suspense, useState } from 'react'
import type { AdminUser } from '@/api/generated/types.gen'
import { ActionButton } from '@/components/ui/button'
import { useMe } from '@/lib/use-session'

const DisableUserDialog = lazy(() => import('@/features/admin/users/disable-user-dialog'))

/** Shuts a person out, or lets them in again; both ask for the reason. */
export function DisableUserButton({ user }: { user: AdminUser }) {
  const [open, setOpen] = useState(false)
  const me = useMe()
  return (
    <>
      <ActionButton
        variant="outline"
        reason={user.id === me.user.id ? 'You cannot disable yourself' : undefined}
        onClick={() => setOpen(true)}
      >
        {user.disabled ? 'Enable user' : 'Disable user'}
      </ActionButton>
      {open ? (
        <Suspense>
          <DisableUserDialog user={user} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  )
}
