import { useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { safeRedirect } from '@/api/guards'
import { meOptions, siteOptions } from '@/api/session'

/** Where someone goes once signed in: back to what was asked for, else the console of their role. */
export function useAfterLogin(redirect: string | undefined) {
  const queryClient = useQueryClient()
  const router = useRouter()
  return async () => {
    const site = queryClient.getQueryData(siteOptions().queryKey)
    queryClient.clear() // nothing of another person may stay
    queryClient.setQueryData(siteOptions().queryKey, site)
    const me = await queryClient.fetchQuery(meOptions())
    const home = me.permissions.length > 0 ? '/admin' : '/dashboard'
    router.history.push(redirect ? safeRedirect(redirect) : home)
  }
}
