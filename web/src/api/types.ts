import type { Problem as ApiProblem } from '@/api/generated/types.gen'

export type { FieldProblem, Money, Problem } from '@/api/generated/types.gen'

/** One page of a keyset-paginated list; every `…Page` of the API has this shape. */
export interface Page<T> {
  items: T[]
  next_cursor?: string | null
  /** Only with `?total=true`; `"10000+"` beyond 10,000. */
  total?: number | string | null
}

/** A problem the server did not write: status 0 means that no answer came. */
export function localProblem(given: Pick<ApiProblem, 'status' | 'code' | 'title' | 'detail'>): ApiProblem {
  return { type: 'about:blank', request_id: '', errors: [], ...given }
}
