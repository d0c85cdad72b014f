import { createFileRoute } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { VerifyPage } from '@/features/auth/verify-page'

const text = z.catch(z.optional(z.coerce.string()), undefined)

export const Route = createFileRoute('/_auth/verify-email')({
  validateSearch: z.object({ token: text }),
  component: Page,
})

function Page() {
  const search = Route.useSearch()
  return <VerifyPage token={search.token} />
}
