import { getRouteApi, Link } from '@tanstack/react-router'
import { lazy, Suspense } from 'react'
import { FormStack } from '@/components/form-stack'
import { PageBody, PageHeader } from '@/components/page-header'
import { Skeleton } from '@/components/ui/skeleton'
import { tabClass, tabListClass } from '@/components/ui/tabs'
import { type Section, sections } from '@/features/admin/settings/search'

const forms = {
  company: lazy(() => import('@/features/admin/settings/company-section')),
  branding: lazy(() => import('@/features/admin/settings/branding-section')),
  payments: lazy(() => import('@/features/admin/settings/payments-section')),
  email: lazy(() => import('@/features/admin/settings/email-section')),
}

const words: Record<Section, string> = {
  company: 'Company',
  branding: 'Branding',
  payments: 'Payments',
  email: 'E-mail',
}

const route = getRouteApi('/admin/settings/$section')

export function SettingsPage() {
  const section = route.useLoaderData()
  const Form = forms[section]
  return (
    <PageBody>
      <PageHeader title="Settings" purpose="Each card saves by itself; changes apply at once." />
      <nav aria-label="Sections of the settings" className={tabListClass}>
        {sections.map((name) => (
          <Link
            key={name}
            to="/admin/settings/$section"
            params={{ section: name }}
            className={tabClass}
            activeProps={{ 'data-state': 'active', 'aria-current': 'page' }}
            inactiveProps={{ 'data-state': 'inactive' }}
          >
            {words[name]}
          </Link>
        ))}
      </nav>
      <FormStack key={section}>
        <Suspense fallback={<Waiting />}>
          <Form />
        </Suspense>
      </FormStack>
    </PageBody>
  )
}

function Waiting() {
  return (
    <>
      <Skeleton className="h-64 rounded-xl" />
      <Skeleton className="h-48 rounded-xl" />
    </>
  )
}
