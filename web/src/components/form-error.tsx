import { CircleAlert } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import { applyFieldErrors, hasCode, messageOf, problemOf, waitText } from '@/api/errors'
import { Alert, AlertDescription } from '@/components/ui/alert'

interface Shown {
  text: string
  until: number | null
}

/**
 * Where a form's server errors go: on their fields, the rest above the button.
 * `const errors = useFormErrors(form)` → `onError: errors.show` on the mutation (with `meta: { inlineErrors: true }`),
 * `<FormError {...errors} />` above the buttons.
 */
export function useFormErrors<T extends FieldValues>(form: UseFormReturn<T>, names?: Record<string, string>) {
  const [shown, setShown] = useState<Shown | null>(null)
  return {
    shown,
    clear: () => setShown(null),
    show: (error: unknown) => {
      if (hasCode(error, 'step_up_required')) return setShown(null)
      const problem = problemOf(error)
      const text = applyFieldErrors(form, problem, names)
      const until = problem.status === 429 ? Date.now() + (problem.retry_after ?? 60) * 1000 : null
      setShown(text === null ? null : { text: until ? 'Too many tries in a short time.' : text, until })
    },
  }
}

export function FormError({ shown }: { shown: Shown | null }) {
  if (!shown) return null
  return (
    <Alert variant="destructive">
      <CircleAlert aria-hidden="true" />
      <AlertDescription className="text-foreground">
        {shown.text} {shown.until ? <Countdown until={shown.until} /> : null}
      </AlertDescription>
    </Alert>
  )
}

function Countdown({ until }: { until: number }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  const left = Math.ceil((until - now) / 1000)
  return (
    <span aria-live="off">{left > 0 ? `Try again in ${waitText(left)}.` : 'You can try again now.'}</span>
  )
}

/** The same alert for a mutation without a form. */
export function ErrorAlert({ error }: { error: unknown }) {
  if (!error) return null
  return <FormError shown={{ text: messageOf(error), until: null }} />
}
