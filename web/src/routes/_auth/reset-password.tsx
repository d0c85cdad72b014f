import { createFileRoute } from '@tanstack/react-router'
import { anyText, searchOf } from '@/components/data-table/search'
import { ResetPage } from '@/features/auth/reset-page'

const search = searchOf({ token: anyText })

export const Route = createFileRoute('/_auth/reset-password')({
  validateSearch: search,
  component: Page,
})

function Page() {
  const search = Route.useSearch()
  return <ResetPage token={search.token} />
}
