import { type QueryKey, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { type FieldValues, type Resolver, type UseFormReturn, useForm } from 'react-hook-form'
import { hasCode } from '@/api/errors'
import { localProblem } from '@/api/types'
import { FormError } from '@/components/form-error'
import { useStackMark } from '@/components/form-stack'
import { Button, SubmitButton } from '@/components/ui/button'
import { FormCard } from '@/components/ui/form-card'
import { useFormMutation } from '@/components/use-form-mutation'
import { settingsProblem } from '@/features/admin/settings/problem'
import { useCan } from '@/lib/use-session'

interface SettingsCardProps<V extends FieldValues> {
  title: string
  description?: ReactNode
  /** What is saved now; fields nobody touched follow it. */
  values: V
  resolver: Resolver<V>
  /** Lists edited as one text, a line each. */
  texts?: readonly string[]
  save: (values: V) => Promise<unknown>
  /** What the form holds after saving, where that is not what was typed: secrets are forgotten. */
  saved?: (values: V) => V
  /** Read again after saving, and when someone else was faster. */
  reads: readonly QueryKey[]
  children: (form: UseFormReturn<V>) => ReactNode
}

/** Against the form's own options: nothing that was typed stays. */
const afresh = { keepDirtyValues: false, keepErrors: false }

const conflict = localProblem({
  status: 409,
  code: 'version_conflict',
  title: 'Changed meanwhile',
  detail:
    'Someone else saved this section in the meantime. The fields you did not touch show the new values; look at yours and save again.',
})

/** A part of a settings section with its own Save. */
export function SettingsCard<V extends FieldValues>(props: SettingsCardProps<V>) {
  const { values, reads } = props
  const queries = useQueryClient()
  const can = useCan()
  const form = useForm<V>({
    resolver: props.resolver,
    values,
    resetOptions: { keepDirtyValues: true, keepErrors: true },
  })
  const { isDirty } = form.formState
  useStackMark(isDirty)
  const send = useFormMutation(form, {
    mutationFn: async (changed: V) => {
      try {
        return await props.save(changed)
      } catch (error) {
        if (!hasCode(error, 'version_conflict')) {
          throw settingsProblem(error, Object.keys(values), props.texts)
        }
        await Promise.all(reads.map((queryKey) => queries.invalidateQueries({ queryKey })))
        throw conflict
      }
    },
    invalidates: reads,
    success: `${props.title} saved`,
    onSuccess: (_, changed) => form.reset(props.saved?.(changed) ?? changed, afresh),
  })
  const mayChange = can('settings.manage')
  return (
    <FormCard
      title={props.title}
      description={props.description}
      onSubmit={send.onSubmit}
      busy={!mayChange}
      note={mayChange ? (isDirty ? 'Not saved yet' : undefined) : 'Your role may look, not change.'}
      actions={
        mayChange ? (
          <>
            {isDirty ? (
              <Button
                variant="ghost"
                onClick={() => {
                  form.reset(values, afresh)
                  send.clear()
                }}
              >
                Discard
              </Button>
            ) : null}
            <SubmitButton pending={send.pending} reason={isDirty ? undefined : 'Nothing has changed'}>
              Save
            </SubmitButton>
          </>
        ) : undefined
      }
    >
      {props.children(form)}
      <FormError shown={send.shown} />
    </FormCard>
  )
}
