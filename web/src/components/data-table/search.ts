import * as z from 'zod/mini'

/** A text that survives the URL: the router reads `?q=123` as a number. */
const text = z.catch(z.optional(z.coerce.string()), undefined)

/** The part of `validateSearch` every list shares. */
export const listSearch = {
  q: text,
  sort: text,
  cursor: text,
  limit: z.catch(z.optional(z.coerce.number().check(z.gte(1), z.lte(100))), undefined),
}

/** A filter with known values: anything else in the URL is ignored. */
export const oneOf = <const T extends string>(values: readonly T[]) =>
  z.catch(z.optional(z.enum(values)), undefined)

/** A free filter, such as an id. */
export const anyText = text

export const PAGE_SIZES = [25, 50, 100] as const
export const DEFAULT_PAGE_SIZE = 25

/** URL search → API query: the page size filled in, empty values left out. */
export function listQuery<S extends { limit?: number }>(search: S): S & { limit: number } {
  return { ...search, limit: search.limit ?? DEFAULT_PAGE_SIZE }
}
