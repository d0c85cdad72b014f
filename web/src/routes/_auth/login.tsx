import { createFileRoute } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { LoginPage } from '@/features/auth/login-page'

const text = z.catch(z.optional(z.coerce.string()), undefined)

export const Route = createFileRoute('/_auth/login')({
  validateSearch: z.object({ redirect: text }),
  component: Page,
})

function Page() {
  const search = Route.useSearch()
  return <LoginPage redirect={search.redirect} />
}
