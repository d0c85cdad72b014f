import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { isProblem } from '@/api/errors'
import { ErrorAlert } from '@/components/form-error'
import { PageBody, PageHeader } from '@/components/page-header'
import { Button, SubmitButton } from '@/components/ui/button'
import { Card, CardContent, CardHeader, CardTitle } from '@/components/ui/card'
import { Field, FieldLabel } from '@/components/ui/field'
import { ProgressSteps } from '@/components/ui/progress-steps'
import { Textarea } from '@/components/ui/textarea'
import {
  AddonSection,
  HostnameField,
  LocationSection,
  SystemSection,
  TermSection,
} from '@/features/orders/order-form/choice-sections'
import { OrderSummary } from '@/features/orders/order-form/order-summary'
import { PaymentSection, shortfallOf } from '@/features/orders/order-form/payment-section'
import { PlanSection } from '@/features/orders/order-form/plan-section'
import { useOrderDraft } from '@/features/orders/order-form/use-order-draft'
import { usePlaceOrder } from '@/features/orders/order-form/use-place-order'
import { useQuote } from '@/features/orders/order-form/use-quote'
import { liveWalletOptions } from '@/features/orders/queries'
import { formatMoney } from '@/lib/format'
import { cn } from '@/lib/utils'

const steps = ['Plan', 'Configuration', 'Add-ons', 'Review'] as const

/** Plan → configuration → add-ons → review. Wide screens show all at once; narrow ones one step at a time. */
export function OrderPage() {
  const draft = useOrderDraft()
  const quote = useQuote(draft)
  const wallet = useQuery(liveWalletOptions())
  const [notes, setNotes] = useState('')
  const place = usePlaceOrder(draft, notes)
  const short = draft.method === 'wallet' ? shortfallOf(wallet.data?.balance, quote.data) : null
  const ready = quote.data !== undefined && quote.current && !quote.error
  const fieldError = (name: string) =>
    isProblem(place.error) ? place.error.errors.find((item) => item.field === name)?.message : undefined

  const reason = short ? `Your wallet is ${formatMoney(short)} short` : undefined
  const submit = (
    <SubmitButton
      type="submit"
      size="lg"
      className="w-full"
      pending={place.isPending}
      reason={reason}
      disabled={!ready && !place.isPending}
    >
      {quote.data ? `Place order · ${formatMoney(quote.data.total)}` : 'Place order'}
    </SubmitButton>
  )

  return (
    <PageBody className="max-lg:pb-24">
      <PageHeader title="Order a server" purpose="Choose a plan, make it yours, and review before you pay." />
      <ProgressSteps steps={steps} current={draft.step} className="lg:hidden" />
      <form
        className="grid items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]"
        onSubmit={(event) => {
          event.preventDefault()
          if (quote.data && ready && !short && !place.isPending) place.mutate(quote.data)
        }}
      >
        <div className="flex min-w-0 flex-col gap-6">
          <Step number={1} current={draft.step} title="Type and plan">
            <PlanSection draft={draft} />
          </Step>
          <Step number={2} current={draft.step} title="Configuration">
            <Part title="Term">
              <TermSection draft={draft} />
            </Part>
            <Part title="Location">
              <LocationSection draft={draft} />
            </Part>
            <Part title="Operating system">
              <SystemSection draft={draft} />
            </Part>
            <HostnameField draft={draft} error={fieldError('hostname')} />
            <Field invalid={Boolean(fieldError('notes'))}>
              <FieldLabel optional>Notes for our engineers</FieldLabel>
              <Textarea
                value={notes}
                maxLength={2000}
                rows={3}
                onChange={(event) => setNotes(event.target.value)}
              />
            </Field>
          </Step>
          <Step number={3} current={draft.step} title="Add-ons">
            <AddonSection draft={draft} />
          </Step>
          <Step number={4} current={draft.step} title="Payment">
            <PaymentSection draft={draft} quote={quote.data} />
          </Step>
        </div>
        <Card
          aria-label="Order summary"
          className={cn('lg:sticky lg:top-20', draft.step !== steps.length && 'max-lg:hidden')}
        >
          <CardHeader>
            <CardTitle>{draft.plan ? draft.plan.name : 'Summary'}</CardTitle>
          </CardHeader>
          <CardContent className="flex flex-col gap-4">
            <OrderSummary draft={draft} quote={quote.data} error={quote.error} updating={!quote.current} />
            {place.error ? <ErrorAlert error={place.error} /> : null}
            {short ? (
              <p className="text-dense text-destructive">
                Your wallet is {formatMoney(short)} short. Choose another way to pay.
              </p>
            ) : null}
            {submit}
            <p className="text-muted-foreground text-xs">
              A server is billed for its whole term, also while it is switched off. You can cancel the renewal
              at any time.
            </p>
          </CardContent>
        </Card>
      </form>
      <PhoneBar draft={draft} total={quote.data ? formatMoney(quote.data.total) : '…'} />
    </PageBody>
  )
}

function Step({
  number,
  current,
  title,
  children,
}: {
  number: number
  current: number
  title: string
  children: ReactNode
}) {
  return (
    <Card className={cn(number !== current && 'max-lg:hidden')}>
      <CardHeader>
        <CardTitle>{title}</CardTitle>
      </CardHeader>
      <CardContent className="flex flex-col gap-6">{children}</CardContent>
    </Card>
  )
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <div className="flex flex-col gap-2">
      <h3 className="font-medium text-sm">{title}</h3>
      {children}
    </div>
  )
}

function PhoneBar({ draft, total }: { draft: ReturnType<typeof useOrderDraft>; total: string }) {
  const last = draft.step === steps.length
  return (
    <div className="fixed inset-x-0 bottom-0 z-30 flex items-center justify-between gap-3 border-t bg-surface px-4 py-3 lg:hidden">
      <span className="tnum">
        <span className="block text-muted-foreground text-xs">Due today</span>
        <span className="font-semibold">{total}</span>
      </span>
      <span className="flex gap-2">
        {draft.step > 1 ? (
          <Button variant="outline" size="lg" onClick={() => draft.change({ step: draft.step - 1 })}>
            Back
          </Button>
        ) : null}
        {last ? null : (
          <Button size="lg" onClick={() => draft.change({ step: draft.step + 1 })}>
            Next
          </Button>
        )}
      </span>
    </div>
  )
}
