import { type QueryKey, useMutation } from '@tanstack/react-query'
import { useRef } from 'react'
import type { FieldValues, UseFormReturn } from 'react-hook-form'
import { useFormErrors } from '@/components/form-error'

interface FormMutationOptions<V, R> {
  mutationFn: (values: V) => Promise<R>
  /** What is read again after success. */
  invalidates: readonly QueryKey[]
  /** Said in a toast when it worked. */
  success?: string
  onSuccess?: (result: R, values: V) => unknown
  /** Answer true for an error the screen deals with itself; it is then not shown. */
  onError?: (error: Error, values: V) => boolean | undefined
  /** API field → form field, where they differ. */
  names?: Record<string, string>
}

/**
 * A form that is sent to the API: once per click however often one clicks, field errors on their fields, the rest in
 * `<FormError shown={send.shown} />` above the button. `<form noValidate onSubmit={send.onSubmit}>`
 */
export function useFormMutation<V extends FieldValues, R>(
  form: UseFormReturn<V>,
  options: FormMutationOptions<V, R>,
) {
  const errors = useFormErrors(form, options.names)
  const busy = useRef(false)
  const mutation = useMutation({
    mutationFn: options.mutationFn,
    meta: { inlineErrors: true, success: options.success, invalidates: options.invalidates },
    onSuccess: options.onSuccess,
    onError: (error, values) => {
      if (!options.onError?.(error, values)) errors.show(error)
    },
    onSettled: () => {
      busy.current = false
    },
  })
  const submit = form.handleSubmit((values) => {
    if (busy.current) return
    busy.current = true
    errors.clear()
    mutation.mutate(values)
  })
  return {
    onSubmit: (event?: React.SyntheticEvent) => void submit(event),
    pending: mutation.isPending,
    isSuccess: mutation.isSuccess,
    data: mutation.data,
    shown: errors.shown,
    clear: errors.clear,
    reset: mutation.reset,
  }
}
