/** Reads one search parameter: what it does not know it leaves out, so a mistyped URL never breaks a page. */
type Reader<T> = (value: unknown) => T | undefined

type Shape = Record<string, Reader<unknown>>

type Parsed<S extends Shape> = { [K in keyof S]?: Exclude<ReturnType<S[K]>, undefined> }

/**
 * The `validateSearch` of a route. Not zod: what routes import is loaded with the first page.
 * Keep the result in a constant beside the route, or its types are lost.
 */
export function searchOf<S extends Shape>(shape: S): (search: Record<string, unknown>) => Parsed<S>
export function searchOf(shape: Shape) {
  return (search: Record<string, unknown>) =>
    Object.fromEntries(
      Object.entries(shape)
        .map(([name, read]) => [name, read(search[name])])
        .filter(([, value]) => value !== undefined),
    )
}

/** A free text that survives the URL: the router reads `?q=123` as a number. */
export const anyText = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined

/** A filter with known values: anything else in the URL is ignored. */
export const oneOf =
  <const T extends string>(values: readonly T[]) =>
  (value: unknown) =>
    values.find((known) => known === value)

export const anyTexts = (value: unknown) =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'string') : undefined

export const flag = (value: unknown) => (typeof value === 'boolean' ? value : undefined)

export const wholeNumber = (least: number, most: number) => (value: unknown) => {
  const number = Number(value)
  return Number.isInteger(number) && number >= least && number <= most ? number : undefined
}

/** The part of `validateSearch` every list shares. */
export const listSearch = { q: anyText, sort: anyText, cursor: anyText, limit: wholeNumber(1, 100) }

export const PAGE_SIZES = [25, 50, 100] as const
export const DEFAULT_PAGE_SIZE = 25

/** URL search → API query: the page size filled in, empty values left out. */
export function listQuery<S extends { limit?: number }>(search: S): S & { limit: number } {
  return { ...search, limit: search.limit ?? DEFAULT_PAGE_SIZE }
}
