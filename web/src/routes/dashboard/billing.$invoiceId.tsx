import { createFileRoute } from '@tanstack/react-router'
import { invoiceGetOptions } from '@/api/generated/@tanstack/react-query.gen'
import { InvoicePage } from '@/features/billing/invoice-page'

export const Route = createFileRoute('/dashboard/billing/$invoiceId')({
  loader: ({ context, params }) =>
    context.queryClient.ensureQueryData(invoiceGetOptions({ path: { id: params.invoiceId } })),
  component: InvoicePage,
})
