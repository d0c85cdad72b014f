import type { QueryClient } from '@tanstack/react-query'
import { type ParsedLocation, redirect } from '@tanstack/react-router'
import { hasStatus } from '@/api/errors'
import { type Me, meOptions } from '@/api/session'
import { localProblem } from '@/api/types'

/** For `beforeLoad`: answers who is signed in, or leaves for the sign-in page and comes back after it. */
export async function requireUser(queryClient: QueryClient, location: ParsedLocation): Promise<Me> {
  try {
    return await queryClient.ensureQueryData(meOptions())
  } catch (error) {
    if (hasStatus(error, 401)) throw redirect({ to: '/login', search: { redirect: location.href } })
    throw error
  }
}

/** The same for staff; customers get the forbidden page. */
export async function requireStaff(queryClient: QueryClient, location: ParsedLocation): Promise<Me> {
  const me = await requireUser(queryClient, location)
  if (me.permissions.length === 0) throw forbidden('This area is for staff.')
  return me
}

/** For the `beforeLoad` of one admin page: `requirePermission(context.me, 'orders.view')`. */
export function requirePermission(me: Me, permission: string) {
  if (!me.permissions.includes(permission)) throw forbidden(`This page needs the permission ${permission}.`)
}

function forbidden(detail: string) {
  return localProblem({ status: 403, code: 'forbidden', title: 'Forbidden', detail })
}

/** Only paths of this site are followed after signing in. */
export function safeRedirect(target: string | undefined): string {
  if (!target?.startsWith('/') || target.startsWith('//') || target.includes('\\')) return '/dashboard'
  const url = new URL(target, window.location.origin)
  if (url.origin !== window.location.origin) return '/dashboard'
  return `${url.pathname}${url.search}${url.hash}`
}
