import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { type Me, meOptions, siteOptions } from '@/api/session'

/** Who is signed in; only below the /dashboard and /admin guards. */
export function useMe(): Me {
  return useSuspenseQuery(meOptions()).data
}

/** Whether the signed-in staff member holds a permission. Hide or disable with it; the server decides. */
export function useCan() {
  const { permissions } = useMe()
  return (permission: string) => permissions.includes(permission)
}

export function useSite() {
  return useQuery(siteOptions()).data
}

export function useBrandName() {
  return useSite()?.brand.name ?? 'KloudNests'
}
