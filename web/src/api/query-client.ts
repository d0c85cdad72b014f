import { MutationCache, QueryClient, type QueryKey } from '@tanstack/react-query'
import { hasCode, messageOf, problemOf } from '@/api/errors'
import { toast } from '@/lib/toasts'

declare module '@tanstack/react-query' {
  interface Register {
    mutationMeta: {
      /** The form shows the error itself, so no toast. */
      inlineErrors?: boolean
      /** Said in a toast when it worked. */
      success?: string
      /** What is read again after success; every mutation says it. */
      invalidates?: readonly QueryKey[]
    }
  }
}

const refused = (error: unknown) => {
  const { status } = problemOf(error)
  return status >= 400 && status < 500
}

export function createQueryClient() {
  const client: QueryClient = new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 15_000,
        retry: (failures, error) => failures < 2 && !refused(error),
      },
      mutations: { retry: false },
    },
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        // Closing the step-up dialog is a choice, not a failure.
        if (mutation.meta?.inlineErrors || hasCode(error, 'step_up_required')) return
        const problem = problemOf(error)
        toast.error(
          messageOf(problem),
          problem.request_id ? { description: `Request ${problem.request_id}` } : {},
        )
      },
      onSuccess: async (_data, _variables, _result, mutation) => {
        if (mutation.meta?.success) toast.success(mutation.meta.success)
        const keys = mutation.meta?.invalidates ?? []
        await Promise.all(keys.map((queryKey) => client.invalidateQueries({ queryKey })))
      },
    }),
  })
  return client
}
