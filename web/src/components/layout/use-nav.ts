import { useRouter } from '@tanstack/react-router'
import { useMemo } from 'react'
import { type Area, visibleNav } from '@/components/layout/nav'

export function useNav(area: Area, permissions: readonly string[]) {
  const router = useRouter()
  return useMemo(() => {
    const paths = new Set(Object.keys(router.routesByPath).map((path) => path.replace(/\/$/, '')))
    return visibleNav(area, (to) => paths.has(to), permissions)
  }, [area, permissions, router])
}
