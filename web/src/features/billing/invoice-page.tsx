import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { invoiceGetOptions, orderGetOptions } from '@/api/generated/@tanstack/react-query.gen'
import { invoicePdf } from '@/api/generated/sdk.gen'
import type { InvoiceDetail } from '@/api/generated/types.gen'
import { PageBody, PageHeader } from '@/components/page-header'
import { PaymentInstructionsCard } from '@/components/payment-instructions-card'
import { PdfButton } from '@/components/pdf-button'
import { StateBadge } from '@/components/state-badge'
import { Button } from '@/components/ui/button'
import { InvoiceDocument } from '@/features/billing/invoice-document'
import { PayPanel } from '@/features/billing/pay-panel'
import { invoiceName, invoiceState } from '@/lib/words'

const route = getRouteApi('/dashboard/billing/$invoiceId')

export function InvoicePage() {
  const { invoiceId } = route.useParams()
  const invoice = useSuspenseQuery(invoiceGetOptions({ path: { id: invoiceId } })).data
  const unpaid = invoice.status === 'proforma' || invoice.status === 'open'
  return (
    <PageBody>
      <PageHeader
        title={`Invoice ${invoiceName(invoice)}`}
        purpose={invoice.title}
        crumbs={[{ label: 'Billing', link: { to: '/dashboard/billing' } }]}
        badge={<StateBadge kind="invoice" value={invoiceState(invoice)} />}
        actions={
          <>
            {invoice.order_id ? (
              <Button variant="outline" asChild>
                <Link to="/dashboard/orders/$orderId" params={{ orderId: invoice.order_id }}>
                  Order {invoice.order_number}
                </Link>
              </Button>
            ) : null}
            <PdfButton
              invoice={invoice}
              fetchPdf={async () => (await invoicePdf({ path: { id: invoice.id }, throwOnError: true })).data}
            />
          </>
        }
      />
      <div className={unpaid ? 'grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]' : undefined}>
        <InvoiceDocument invoice={invoice} />
        {unpaid ? (
          <div className="flex flex-col gap-6 max-lg:order-first">
            <PayPanel invoice={invoice} />
            <Instructions invoice={invoice} />
          </div>
        ) : null}
      </div>
    </PageBody>
  )
}

function Instructions({ invoice }: { invoice: InvoiceDetail }) {
  const order = useQuery({
    ...orderGetOptions({ path: { id: invoice.order_id ?? '' } }),
    enabled: invoice.order_id !== null,
  })
  if (!order.data?.payment_instructions) return null
  return <PaymentInstructionsCard instructions={order.data.payment_instructions} />
}
