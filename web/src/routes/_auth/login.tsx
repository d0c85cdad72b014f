import { createFileRoute } from '@tanstack/react-router'
import { anyText, searchOf } from '@/components/data-table/search'
import { LoginPage } from '@/features/auth/login-page'

const search = searchOf({ redirect: anyText })

export const Route = createFileRoute('/_auth/login')({
  validateSearch: search,
  component: Page,
})

function Page() {
  const search = Route.useSearch()
  return <LoginPage redirect={search.redirect} />
}
