import { useEffect } from 'react'
import { registerPrompt } from '@/api/prompts'
import { PromptLoading } from '@/components/step-up'
import { Dialog, DialogContent } from '@/components/ui/dialog'
import { onDemand } from '@/lib/on-demand'
import { createPrompt } from '@/lib/prompt'

const signInAgain = onDemand(() => import('@/components/session-ended-form'))
const prompt = createPrompt<null, boolean>({ share: true })

/** The session ended while someone was working: the password is asked over the page, so nothing typed is lost. */
export function SessionEndedDialog({ email }: { email: string }) {
  useEffect(() => registerPrompt('session', () => prompt.ask(null)), [])
  const open = prompt.use()
  const SignInAgain = signInAgain.useComponent(open !== null)
  return (
    <Dialog open={open !== null}>
      {open ? (
        <DialogContent size="sm" closable={false} onEscapeKeyDown={(event) => event.preventDefault()}>
          {SignInAgain ? (
            <SignInAgain email={email} answer={open.answer} />
          ) : (
            <PromptLoading title="Your session has ended" />
          )}
        </DialogContent>
      ) : null}
    </Dialog>
  )
}
