import type { FieldProblem as ApiFieldProblem, Problem as ApiProblem } from '@/api/generated/types.gen'

export type { Money } from '@/api/generated/types.gen'

/** Codes are open: a newer server may know more, and some problems are made here. */
export type FieldProblem = Omit<ApiFieldProblem, 'code'> & { code: string }
export type Problem = Omit<ApiProblem, 'code' | 'errors'> & { code: string; errors: FieldProblem[] }

/** One page of a keyset-paginated list; every `…Page` of the API has this shape. */
export interface Page<T> {
  items: T[]
  next_cursor?: string | null
  /** Only with `?total=true`; `"10000+"` beyond 10,000. */
  total?: number | string | null
}

/** A problem the server did not write: status 0 means that no answer came. */
export function localProblem(given: Pick<Problem, 'status' | 'code' | 'title' | 'detail'>): Problem {
  return { type: 'about:blank', request_id: '', errors: [], ...given }
}
