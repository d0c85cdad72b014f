import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { resendVerification } from '@/api/session'
import { ErrorAlert } from '@/components/form-error'
import { AuthCard } from '@/components/layout/auth-shell'
import { ActionButton } from '@/components/ui/button'

const WAIT_S = 60

interface CheckInboxProps {
  email?: string
  onContinue?: () => Promise<void>
}

/** After registering, and wherever a verification mail is wanted again. */
export function CheckInbox({ email, onContinue }: CheckInboxProps) {
  const [left, setLeft] = useState(WAIT_S)
  useEffect(() => {
    const timer = setInterval(() => setLeft((seconds) => Math.max(0, seconds - 1)), 1000)
    return () => clearInterval(timer)
  }, [])
  const resend = useMutation({
    mutationFn: () => resendVerification({ email }),
    meta: { inlineErrors: true, success: 'Sent again. It may take a minute.', invalidates: [] },
    onSuccess: () => setLeft(WAIT_S),
  })
  const go = useMutation({
    mutationFn: async () => onContinue?.(),
    meta: { inlineErrors: true, invalidates: [] },
  })
  return (
    <AuthCard
      title="Check your inbox"
      lead={
        <>
          We sent a link to {email ? <strong className="text-foreground">{email}</strong> : 'your address'}.
          Open it to confirm the address. Until then you can look around, but not order.
        </>
      }
      footer="Nothing there? Look in the spam folder, or check that the address is right."
    >
      <ErrorAlert error={resend.error ?? go.error} />
      <div className="flex flex-col gap-2">
        {onContinue ? (
          <ActionButton pending={go.isPending} onClick={() => go.mutate()}>
            Continue to the console
          </ActionButton>
        ) : null}
        <ActionButton
          variant="outline"
          pending={resend.isPending}
          reason={left > 0 ? 'The mail was just sent' : undefined}
          onClick={() => resend.mutate()}
        >
          {left > 0 ? `Send again in ${left} s` : 'Send again'}
        </ActionButton>
      </div>
    </AuthCard>
  )
}
