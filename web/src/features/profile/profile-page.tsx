import { FormStack } from '@/components/form-stack'
import { PageBody, PageHeader } from '@/components/page-header'
import { BillingDetailsCard } from '@/features/profile/billing-details-card'
import { PasswordCard } from '@/features/profile/password-card'
import { PersonCard } from '@/features/profile/person-card'

export function ProfilePage() {
  return (
    <PageBody>
      <PageHeader title="Profile" purpose="Who you are, what stands on your invoices, and your password." />
      <FormStack>
        <PersonCard />
        <BillingDetailsCard />
        <PasswordCard />
      </FormStack>
    </PageBody>
  )
}
