import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ArrowLeftRight, ChevronsUpDown, Keyboard, LogOut } from 'lucide-react'
import { logout, type Me } from '@/api/session'
import { AccountSwitch } from '@/components/layout/account-switch'
import type { Area } from '@/components/layout/nav'
import { openShortcutSheet } from '@/components/layout/shortcut-sheet'
import { Avatar } from '@/components/ui/avatar'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { cn } from '@/lib/utils'

interface AccountMenuProps {
  me: Me
  area: Area
  collapsed?: boolean
}

/** Bottom left: who is signed in, the customer/admin switch, sign out. */
export function AccountMenu({ me, area, collapsed = false }: AccountMenuProps) {
  const navigate = useNavigate()
  const queryClient = useQueryClient()
  const signOut = useMutation({
    mutationFn: logout,
    meta: { invalidates: [] },
    onSettled: () => {
      queryClient.clear()
      window.location.assign('/login')
    },
  })
  const staff = me.permissions.length > 0
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        className={cn(
          'flex w-full items-center gap-2.5 rounded-md p-2 text-left outline-none hover:bg-accent focus-visible:ring-[3px] focus-visible:ring-ring/60',
          collapsed && 'justify-center px-0',
        )}
      >
        <span className="sr-only">Account</span>
        <Avatar name={me.user.full_name} />
        <span className={cn('min-w-0 flex-1', collapsed && 'sr-only')}>
          <span className="block truncate font-medium leading-tight">{me.user.full_name}</span>
          <span className="block truncate text-muted-foreground text-xs">{me.user.email}</span>
        </span>
        {collapsed ? null : <ChevronsUpDown aria-hidden="true" className="size-4 text-muted-foreground" />}
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" side="top" className="w-56">
        <AccountSwitch me={me} />
        <DropdownMenuSeparator />
        {staff ? (
          <DropdownMenuItem
            onSelect={() => void navigate({ to: area === 'admin' ? '/dashboard' : '/admin' })}
          >
            <ArrowLeftRight aria-hidden="true" />
            {area === 'admin' ? 'Customer console' : 'Admin console'}
          </DropdownMenuItem>
        ) : null}
        <DropdownMenuItem onSelect={openShortcutSheet}>
          <Keyboard aria-hidden="true" />
          Keyboard shortcuts
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => signOut.mutate()}>
          <LogOut aria-hidden="true" />
          Sign out
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
