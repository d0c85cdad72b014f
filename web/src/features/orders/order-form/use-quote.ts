import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { quoteCreate } from '@/api/generated/sdk.gen'
import type { QuoteRequest } from '@/api/generated/types.gen'
import type { OrderDraft } from '@/features/orders/order-form/use-order-draft'

function useDebounced<T>(value: T, wait: number) {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), wait)
    return () => clearTimeout(timer)
  }, [value, wait])
  return settled
}

/** What the configuration costs. Only the server prices; the last answer stays while the next one is fetched. */
export function useQuote(draft: OrderDraft) {
  const body: QuoteRequest | null =
    draft.plan && draft.price
      ? {
          plan: draft.plan.slug,
          cycle: draft.price.cycle,
          operating_system: draft.system?.slug,
          datacenter: draft.datacenter?.slug,
          addons: draft.chosen.map((addon) => addon.slug),
        }
      : null
  const asked = JSON.stringify(body)
  const settled = useDebounced(asked, 150)
  const query = useQuery({
    queryKey: ['quote', settled],
    queryFn: async ({ signal }) => {
      const request: QuoteRequest = JSON.parse(settled)
      const answer = await quoteCreate({ body: request, signal, throwOnError: true })
      return answer.data
    },
    enabled: body !== null,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  })
  return { ...query, current: asked === settled && !query.isPlaceholderData && !query.isFetching }
}
