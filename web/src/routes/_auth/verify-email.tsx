import { createFileRoute } from '@tanstack/react-router'
import { anyText, searchOf } from '@/components/data-table/search'
import { VerifyPage } from '@/features/auth/verify-page'

const search = searchOf({ token: anyText })

export const Route = createFileRoute('/_auth/verify-email')({
  validateSearch: search,
  component: Page,
})

function Page() {
  const search = Route.useSearch()
  return <VerifyPage token={search.token} />
}
