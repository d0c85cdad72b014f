/** IANA names the browser knows, with UTC and the one in use. */
export function timeZones(current: string) {
  const names = new Set(['UTC', current, ...Intl.supportedValuesOf('timeZone')])
  return [...names].map((value) => ({ value, label: value.replaceAll('_', ' ') }))
}
