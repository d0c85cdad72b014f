import { useEffect } from 'react'
import { registerPrompt } from '@/api/prompts'
import { Dialog, DialogContent, DialogDescription, DialogTitle } from '@/components/ui/dialog'
import { Spinner } from '@/components/ui/spinner'
import { onDemand } from '@/lib/on-demand'
import { createPrompt } from '@/lib/prompt'

const stepUpForm = onDemand(() => import('@/components/step-up-form'))
const prompt = createPrompt<null, boolean>({ share: true })

/** Asks for the password or a code. The transport does this by itself on `step_up_required`; call it to ask earlier. */
export const requestStepUp = () => prompt.ask(null)

/** Mounted once by the app root. */
export function StepUpDialog() {
  useEffect(() => registerPrompt('stepUp', requestStepUp), [])
  const open = prompt.use()
  const StepUpForm = stepUpForm.useComponent(open !== null)
  return (
    <Dialog open={open !== null} onOpenChange={(next) => !next && open?.answer(false)}>
      {open ? (
        <DialogContent size="sm">
          {StepUpForm ? (
            <StepUpForm answer={open.answer} />
          ) : (
            <PromptLoading title="Confirm that it is you" />
          )}
        </DialogContent>
      ) : null}
    </Dialog>
  )
}

export function PromptLoading({ title }: { title: string }) {
  return (
    <div className="grid h-40 place-content-center">
      <DialogTitle className="sr-only">{title}</DialogTitle>
      <DialogDescription className="sr-only">Loading</DialogDescription>
      <Spinner />
    </div>
  )
}
