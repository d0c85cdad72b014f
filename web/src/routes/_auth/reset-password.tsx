import { createFileRoute } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { ResetPage } from '@/features/auth/reset-page'

const text = z.catch(z.optional(z.coerce.string()), undefined)

export const Route = createFileRoute('/_auth/reset-password')({
  validateSearch: z.object({ token: text }),
  component: Page,
})

function Page() {
  const search = Route.useSearch()
  return <ResetPage token={search.token} />
}
