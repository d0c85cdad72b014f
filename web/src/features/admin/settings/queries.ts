import type { QueryClient } from '@tanstack/react-query'
import {
  adminBrandingSettingsGetOptions,
  adminCompanySettingsGetOptions,
  adminEmailSettingsGetOptions,
  adminPaymentsSettingsGetOptions,
} from '@/api/generated/@tanstack/react-query.gen'
import type { Section } from '@/features/admin/settings/search'

/** What a section's page needs before it shows. */
export function loadSection(queries: QueryClient, section: Section): Promise<unknown> {
  switch (section) {
    case 'company':
      return queries.ensureQueryData(adminCompanySettingsGetOptions())
    case 'branding':
      return queries.ensureQueryData(adminBrandingSettingsGetOptions())
    case 'payments':
      return queries.ensureQueryData(adminPaymentsSettingsGetOptions())
    case 'email':
      return queries.ensureQueryData(adminEmailSettingsGetOptions())
  }
}
