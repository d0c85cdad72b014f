import { useMutation } from '@tanstack/react-query'
import { meSetActiveAccountMutation } from '@/api/generated/@tanstack/react-query.gen'
import type { Me } from '@/api/session'
import {
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
} from '@/components/ui/dropdown-menu'

/** The account this session acts for; a choice only for members of several. */
export function AccountSwitch({ me }: { me: Me }) {
  const change = useMutation({
    ...meSetActiveAccountMutation(),
    meta: { invalidates: [] },
    // Everything on the page belongs to the account before.
    onSuccess: () => window.location.assign('/dashboard'),
  })
  if (me.memberships.length < 2) {
    return <DropdownMenuLabel className="truncate">{me.account.name}</DropdownMenuLabel>
  }
  return (
    <>
      <DropdownMenuLabel>Account</DropdownMenuLabel>
      <DropdownMenuRadioGroup
        value={me.account.id}
        onValueChange={(account) => change.mutate({ body: { account } })}
      >
        {me.memberships.map(({ account }) => (
          <DropdownMenuRadioItem key={account.id} value={account.id}>
            <span className="truncate">{account.name}</span>
          </DropdownMenuRadioItem>
        ))}
      </DropdownMenuRadioGroup>
    </>
  )
}
