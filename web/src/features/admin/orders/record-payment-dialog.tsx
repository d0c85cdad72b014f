import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { Controller, useForm } from 'react-hook-form'
import { problemOf } from '@/api/errors'
import { adminOrderRecordPayment } from '@/api/generated/sdk.gen'
import type { AdminOrder } from '@/api/generated/types.gen'
import { FormError, useFormErrors } from '@/components/form-error'
import { Button, SubmitButton } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog'
import { Field, FieldDescription, FieldError, FieldLabel } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { MoneyInput } from '@/components/ui/money-input'
import { Select, SelectContent, SelectItem, SelectTrigger, SelectValue } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { orderKeys } from '@/features/admin/orders/keys'
import { formatMoney } from '@/lib/format'
import { useIdempotency } from '@/lib/idempotency'
import { methodLabels } from '@/lib/words'
import { z } from '@/lib/zod'

const methods = ['bank_transfer', 'crypto', 'card', 'upi', 'other'] as const

const schema = z.object({
  method: z.enum(methods),
  reference: z.string().trim().min(1, 'Give the reference of the payment.').max(100),
  amount: z.number({ error: 'Give the amount that arrived.' }).int().positive('Give an amount above zero.'),
  received_on: z.iso.date('Give the day it arrived.'),
  note: z.string().max(500),
})

const today = () => new Date().toISOString().slice(0, 10)

/** How "Pending → Paid" happens: the money is recorded with where it came from, the status follows. */
export default function RecordPaymentDialog({ order, onClose }: { order: AdminOrder; onClose: () => void }) {
  const due = order.invoice.amount_due
  const form = useForm({
    resolver: zodResolver(schema),
    defaultValues: {
      method: methods.find((method) => method === order.payment_method) ?? 'bank_transfer',
      reference: '',
      amount: due.amount,
      received_on: today(),
      note: '',
    },
  })
  const errors = useFormErrors(form)
  const attempt = useIdempotency(`record-payment-${order.id}`)
  const record = useMutation({
    mutationFn: async (values: z.infer<typeof schema>) =>
      (
        await adminOrderRecordPayment({
          path: { id: order.id },
          headers: { 'Idempotency-Key': attempt.key() },
          body: {
            method: values.method,
            reference: values.reference,
            amount: { amount: values.amount, currency: due.currency },
            received_on: values.received_on,
            note: values.note.trim() || undefined,
          },
          throwOnError: true,
        })
      ).data,
    meta: {
      inlineErrors: true,
      success: `Payment for ${order.number} recorded`,
      invalidates: orderKeys(order.id),
    },
    onSuccess: () => {
      attempt.done()
      onClose()
    },
    onError: (error) => {
      attempt.settle(problemOf(error))
      errors.show(error)
    },
  })
  const { formState, register } = form
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent>
        <form
          noValidate
          className="flex flex-col gap-4"
          onSubmit={form.handleSubmit((values) => {
            if (!record.isPending) record.mutate(values)
          })}
        >
          <DialogHeader>
            <DialogTitle>Record a payment for {order.number}</DialogTitle>
            <DialogDescription>
              {order.customer.name} owes {formatMoney(due)} for {order.plan.name}. The order is paid once the
              whole amount is in.
            </DialogDescription>
          </DialogHeader>
          <div className="grid gap-4 sm:grid-cols-2">
            <Field invalid={Boolean(formState.errors.method)}>
              <FieldLabel>Method</FieldLabel>
              <Controller
                control={form.control}
                name="method"
                render={({ field }) => (
                  <Select value={field.value} onValueChange={field.onChange}>
                    <SelectTrigger>
                      <SelectValue />
                    </SelectTrigger>
                    <SelectContent>
                      {methods.map((method) => (
                        <SelectItem key={method} value={method}>
                          {methodLabels[method]}
                        </SelectItem>
                      ))}
                    </SelectContent>
                  </Select>
                )}
              />
              <FieldError error={formState.errors.method} />
            </Field>
            <Field invalid={Boolean(formState.errors.amount)}>
              <FieldLabel>Amount received</FieldLabel>
              <Controller
                control={form.control}
                name="amount"
                render={({ field }) => (
                  <MoneyInput currency={due.currency} value={field.value} onValueChange={field.onChange} />
                )}
              />
              <FieldError error={formState.errors.amount} />
            </Field>
            <Field invalid={Boolean(formState.errors.reference)}>
              <FieldLabel>Reference</FieldLabel>
              <Input autoComplete="off" placeholder={order.invoice.reference} {...register('reference')} />
              <FieldDescription>As the bank or network shows it; each one counts once.</FieldDescription>
              <FieldError error={formState.errors.reference} />
            </Field>
            <Field invalid={Boolean(formState.errors.received_on)}>
              <FieldLabel>Received on</FieldLabel>
              <Input type="date" max={today()} {...register('received_on')} />
              <FieldError error={formState.errors.received_on} />
            </Field>
          </div>
          <Field invalid={Boolean(formState.errors.note)}>
            <FieldLabel optional>Note</FieldLabel>
            <Textarea rows={2} maxLength={500} {...register('note')} />
            <FieldError error={formState.errors.note} />
          </Field>
          <FormError shown={errors.shown} />
          <DialogFooter>
            <Button variant="outline" onClick={onClose}>
              Cancel
            </Button>
            <SubmitButton pending={record.isPending}>Record payment</SubmitButton>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
