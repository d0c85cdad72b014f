import { type QueryKey, useMutation } from '@tanstack/react-query'
import { Eye, EyeOff, KeyRound } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { Credentials, Service } from '@/api/generated/types.gen'
import { CopyText } from '@/components/copy-button'
import { ActionButton, Button } from '@/components/ui/button'
import { Card, CardAction, CardContent, CardDescription, CardHeader, CardTitle } from '@/components/ui/card'
import { DescriptionItem, DescriptionList } from '@/components/ui/description-list'

/** Seconds a revealed secret stays on the screen. */
const SHOWN_FOR = 60

/** Credentials are asked for one by one, shown for a minute, and kept nowhere. */
export function CredentialsCard({
  service,
  reveal: ask,
  activityKey,
}: {
  service: Service
  /** The customer's or the staff's call. */
  reveal: () => Promise<Credentials>
  activityKey: QueryKey
}) {
  const [shown, setShown] = useState<{ credentials: Credentials; until: number } | null>(null)
  const reveal = useMutation({
    mutationFn: ask,
    gcTime: 0,
    meta: { invalidates: [activityKey] },
    onSuccess: (credentials) => {
      setShown({ credentials, until: Date.now() + SHOWN_FOR * 1000 })
      reveal.reset()
    },
  })
  const ready = service.status === 'active' || service.status === 'suspended'
  return (
    <Card aria-label="Credentials">
      <CardHeader>
        <CardTitle>Credentials</CardTitle>
        <CardDescription>Kept encrypted. Every look is written to the activity list.</CardDescription>
        <CardAction>
          {shown ? (
            <Button variant="outline" size="sm" onClick={() => setShown(null)}>
              <EyeOff aria-hidden="true" />
              Hide
            </Button>
          ) : (
            <ActionButton
              variant="outline"
              size="sm"
              pending={reveal.isPending}
              reason={ready ? undefined : 'The server is not ready yet'}
              onClick={() => reveal.mutate()}
            >
              <Eye aria-hidden="true" />
              Reveal
            </ActionButton>
          )}
        </CardAction>
      </CardHeader>
      <CardContent>
        {shown ? (
          <Revealed credentials={shown.credentials} until={shown.until} onEnd={() => setShown(null)} />
        ) : (
          <p className="flex items-center gap-2 text-muted-foreground">
            <KeyRound aria-hidden="true" className="size-4" />
            {service.ssh_username
              ? `User ${service.ssh_username}, password hidden`
              : 'Hidden until you reveal them'}
          </p>
        )}
      </CardContent>
    </Card>
  )
}

function Revealed({
  credentials,
  until,
  onEnd,
}: {
  credentials: Credentials
  until: number
  onEnd: () => void
}) {
  const left = useCountdown(until, onEnd)
  const panel = credentials.control_panel
  return (
    <div className="flex flex-col gap-4">
      <DescriptionList>
        <Secret term="Address" value={credentials.ip_address} />
        <Secret term="SSH port" value={String(credentials.ssh_port)} />
        <Secret term="User" value={credentials.username} />
        <Secret term="Password" value={credentials.password} />
      </DescriptionList>
      {panel ? (
        <DescriptionList className="border-t pt-4">
          <Secret term="Control panel" value={panel.url} />
          <Secret term="Panel user" value={panel.username} />
          <Secret term="Panel password" value={panel.password} />
        </DescriptionList>
      ) : null}
      <p className="tnum text-dense text-muted-foreground">
        Hidden again in {left} s. Change the password when you first sign in.
      </p>
    </div>
  )
}

function Secret({ term, value }: { term: string; value: string }) {
  return (
    <DescriptionItem term={term}>
      <CopyText value={value} label={`Copy ${term.toLowerCase()}`} />
    </DescriptionItem>
  )
}

function useCountdown(until: number, onEnd: () => void) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(Date.now())
      if (Date.now() >= until) onEnd()
    }, 1000)
    return () => clearInterval(timer)
  }, [until, onEnd])
  return Math.max(0, Math.ceil((until - now) / 1000))
}
