import { createFileRoute } from '@tanstack/react-router'
import { anyText, searchOf } from '@/components/data-table/search'
import { RegisterPage } from '@/features/auth/register-page'

const search = searchOf({ redirect: anyText, ref: anyText })

export const Route = createFileRoute('/_auth/register')({
  validateSearch: search,
  component: Page,
})

function Page() {
  const search = Route.useSearch()
  return <RegisterPage redirect={search.redirect} referral={search.ref} />
}
