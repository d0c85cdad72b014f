import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type Area, visibleNav } from '@/components/layout/nav'

/** The paths that have a page. */
export function usePages(): ReadonlySet<string> {
  const router = useRouter()
  return useMemo(
    () => new Set(Object.keys(router.routesByPath).map((path) => path.replace(/\/$/, ''))),
    [router],
  )
}

export function useNav(area: Area, permissions: readonly string[]) {
  const pages = usePages()
  return useMemo(() => visibleNav(area, (to) => pages.has(to), permissions), [area, permissions, pages])
}
