import { useId, useState } from 'react'
import { hasCode, messageOf } from '@/api/errors'
import type { ConfirmOptions } from '@/components/confirm'
import { Alert, AlertDescription } from '@/components/ui/alert'
import {
  AlertDialog,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogTitle,
} from '@/components/ui/alert-dialog'
import { Button, SubmitButton } from '@/components/ui/button'
import { Input } from '@/components/ui/input'

interface ConfirmBoxProps {
  options: ConfirmOptions
  answer: (result: boolean) => void
}

export default function ConfirmBox({ options, answer }: ConfirmBoxProps) {
  return (
    <AlertDialog open onOpenChange={(next) => !next && answer(false)}>
      <AlertDialogContent>
        <ConfirmBody key={options.title} options={options} answer={answer} />
      </AlertDialogContent>
    </AlertDialog>
  )
}

function ConfirmBody({ options, answer }: ConfirmBoxProps) {
  const [typed, setTyped] = useState('')
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const field = useId()
  const blocked = options.typeToConfirm !== undefined && typed.trim() !== options.typeToConfirm

  async function go() {
    if (blocked || busy) return
    if (!options.action) return answer(true)
    setBusy(true)
    setFailure(null)
    try {
      await options.action()
      answer(true)
    } catch (error) {
      setFailure(hasCode(error, 'step_up_required') ? null : messageOf(error))
      setBusy(false)
    }
  }

  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void go()
      }}
    >
      <div className="flex flex-col gap-1.5">
        <AlertDialogTitle>{options.title}</AlertDialogTitle>
        <AlertDialogDescription asChild>
          <div>{options.description}</div>
        </AlertDialogDescription>
      </div>
      {options.typeToConfirm ? (
        <div className="flex flex-col gap-1.5">
          <label htmlFor={field} className="text-sm">
            Type <strong className="font-mono">{options.typeToConfirm}</strong> to confirm
          </label>
          <Input
            id={field}
            autoComplete="off"
            spellCheck={false}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      ) : null}
      {failure ? (
        <Alert variant="destructive">
          <AlertDescription>{failure}</AlertDescription>
        </Alert>
      ) : null}
      <AlertDialogFooter>
        <Button variant="secondary" onClick={() => answer(false)}>
          {options.cancelLabel ?? 'Cancel'}
        </Button>
        <SubmitButton
          variant={options.destructive ? 'destructive' : 'default'}
          pending={busy}
          reason={blocked ? `Type ${options.typeToConfirm} first` : undefined}
        >
          {options.confirmLabel}
        </SubmitButton>
      </AlertDialogFooter>
    </form>
  )
}
