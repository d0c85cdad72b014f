import { zodResolver } from '@hookform/resolvers/zod'
import { Controller, useForm } from 'react-hook-form'
import { problemOf } from '@/api/errors'
import { adminUserAdjustWallet } from '@/api/generated/sdk.gen'
import type { AdminUserDetail } from '@/api/generated/types.gen'
import { FormError } from '@/components/form-error'
import { Money } from '@/components/money'
import { TextAreaField } from '@/components/text-field'
import { Button, SubmitButton } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '@/components/ui/dialog'
import { Field, FieldError, FieldLabel } from '@/components/ui/field'
import { MoneyInput } from '@/components/ui/money-input'
import { RadioCard, RadioCards } from '@/components/ui/radio-cards'
import { useFormMutation } from '@/components/use-form-mutation'
import { type AdjustValues, adjustSchema, signedAmount } from '@/features/admin/users/adjust-schema'
import { userKeys } from '@/features/admin/users/keys'
import { useIdempotency } from '@/lib/idempotency'

/** Puts money into a wallet or takes it out, with the reason in the books. */
export default function AdjustDialog({ detail, onClose }: { detail: AdminUserDetail; onClose: () => void }) {
  const { user, balance } = detail
  const form = useForm<AdjustValues>({
    resolver: zodResolver(adjustSchema(balance.amount)),
    defaultValues: { account: detail.accounts[0]?.account.id ?? '', direction: 'add', reason: '' },
  })
  const attempt = useIdempotency(`wallet-adjust-${user.id}`)
  const adjust = useFormMutation(form, {
    mutationFn: (values: AdjustValues) =>
      adminUserAdjustWallet({
        path: { id: user.id },
        headers: { 'Idempotency-Key': attempt.key() },
        body: {
          account: values.account,
          amount: { amount: signedAmount(values), currency: balance.currency },
          reason: values.reason.trim(),
        },
        throwOnError: true,
      }),
    invalidates: userKeys(user.id),
    success: 'Balance adjusted',
    names: { 'amount.amount': 'amount' },
    onSuccess: () => {
      attempt.done()
      onClose()
    },
    onError: (error) => {
      attempt.settle(problemOf(error))
      return false
    },
  })
  const { errors } = form.formState
  const [direction, amount] = form.watch(['direction', 'amount'])
  const after = balance.amount + (amount ? signedAmount({ direction, amount }) : 0)
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent>
        <form noValidate className="flex flex-col gap-4" onSubmit={adjust.onSubmit}>
          <DialogHeader>
            <DialogTitle>Adjust the balance of {user.full_name}</DialogTitle>
            <DialogDescription>The customer sees the line and its reason in the statement.</DialogDescription>
          </DialogHeader>
          <Controller
            control={form.control}
            name="direction"
            render={({ field }) => (
              <RadioCards
                aria-label="Direction"
                value={field.value}
                onValueChange={field.onChange}
                className="grid-cols-2"
              >
                <RadioCard value="add" title="Add" description="Credit, goodwill, a late payment" />
                <RadioCard value="take" title="Take out" description="Correction, paid back elsewhere" />
              </RadioCards>
            )}
          />
          <Field invalid={Boolean(errors.amount)}>
            <FieldLabel>Amount</FieldLabel>
            <Controller
              control={form.control}
              name="amount"
              render={({ field }) => (
                <MoneyInput
                  ref={field.ref}
                  currency={balance.currency}
                  value={field.value ?? null}
                  onValueChange={field.onChange}
                />
              )}
            />
            <FieldError error={errors.amount} />
          </Field>
          <TextAreaField form={form} name="reason" label="Reason" maxLength={500} />
          <dl className="flex items-baseline justify-between gap-4 rounded-lg border bg-surface px-4 py-3">
            <dt className="text-muted-foreground">
              Balance after{' '}
              <span className="text-xs">
                (now <Money value={balance} />)
              </span>
            </dt>
            <dd className="font-semibold text-lg" aria-live="polite">
              <Money
                value={{ ...balance, amount: after }}
                className={after < 0 ? 'text-destructive' : undefined}
              />
            </dd>
          </dl>
          <FormError shown={adjust.shown} />
          <DialogFooter>
            <Button variant="outline" onClick={onClose}>
              Cancel
            </Button>
            <SubmitButton pending={adjust.pending}>Adjust balance</SubmitButton>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
