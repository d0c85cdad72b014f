import { createFileRoute } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { RegisterPage } from '@/features/auth/register-page'

const text = z.catch(z.optional(z.coerce.string()), undefined)

export const Route = createFileRoute('/_auth/register')({
  validateSearch: z.object({ redirect: text, ref: text }),
  component: Page,
})

function Page() {
  const search = Route.useSearch()
  return <RegisterPage redirect={search.redirect} referral={search.ref} />
}
