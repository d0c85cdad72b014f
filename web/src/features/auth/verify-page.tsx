import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { messageOf } from '@/api/errors'
import { meQueryKey, verifyEmail } from '@/api/session'
import { AuthCard } from '@/components/layout/auth-shell'
import { Button } from '@/components/ui/button'
import { Spinner } from '@/components/ui/spinner'
import { CheckInbox } from '@/features/auth/check-inbox'

export function VerifyPage({ token }: { token: string | undefined }) {
  return token ? <Verify token={token} /> : <CheckInbox />
}

/** A token works once, so the answer is asked for once and kept. */
function Verify({ token }: { token: string }) {
  const check = useQuery({
    queryKey: ['verify-email', token],
    queryFn: async ({ client }) => {
      await verifyEmail({ token })
      await client.invalidateQueries({ queryKey: meQueryKey })
      return true
    },
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
    refetchOnWindowFocus: false,
  })
  if (check.isPending) {
    return (
      <AuthCard title="Confirming your address">
        <p role="status" className="flex items-center gap-2 text-muted-foreground">
          <Spinner /> One moment…
        </p>
      </AuthCard>
    )
  }
  if (check.isError) {
    return (
      <AuthCard title="This link does not work" lead={messageOf(check.error)}>
        <div className="flex flex-col gap-2">
          <Button asChild>
            <Link to="/verify-email">Send a new link</Link>
          </Button>
          <Button asChild variant="outline">
            <Link to="/dashboard">Go to the console</Link>
          </Button>
        </div>
      </AuthCard>
    )
  }
  return (
    <AuthCard title="Address confirmed" lead="Thank you. You can order servers now.">
      <Button asChild>
        <Link to="/dashboard">Go to the console</Link>
      </Button>
    </AuthCard>
  )
}
