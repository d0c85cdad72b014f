import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { useForm } from 'react-hook-form'
import { hasCode, problemOf } from '@/api/errors'
import { adminOrderProvision } from '@/api/generated/sdk.gen'
import type { AdminOrder } from '@/api/generated/types.gen'
import { confirm } from '@/components/confirm'
import { FormError, useFormErrors } from '@/components/form-error'
import { Money } from '@/components/money'
import { StateBadge } from '@/components/state-badge'
import { Button, SubmitButton } from '@/components/ui/button'
import { DescriptionItem, DescriptionList } from '@/components/ui/description-list'
import {
  Sheet,
  SheetBody,
  SheetContent,
  SheetDescription,
  SheetFooter,
  SheetHeader,
  SheetTitle,
} from '@/components/ui/sheet'
import { useUnsavedGuard } from '@/components/unsaved-guard'
import { orderKeys } from '@/features/admin/orders/keys'
import { ProvisionFields } from '@/features/admin/orders/provision-fields'
import {
  type ProvisionValues,
  provisionDefaults,
  provisionSchema,
} from '@/features/admin/orders/provision-schema'
import { useIdempotency } from '@/lib/idempotency'
import { methodLabels } from '@/lib/words'

/** The server an engineer has built becomes the customer's: address, login, panel, notes, and the mail. */
export default function ProvisionSheet({ order, onClose }: { order: AdminOrder; onClose: () => void }) {
  const form = useForm<ProvisionValues>({
    resolver: zodResolver(provisionSchema(order)),
    defaultValues: provisionDefaults(order),
  })
  const errors = useFormErrors(form)
  const attempt = useIdempotency(`provision-${order.id}`)
  const provision = useMutation({
    mutationFn: async (values: ProvisionValues) =>
      (
        await adminOrderProvision({
          path: { id: order.id },
          headers: { 'Idempotency-Key': attempt.key() },
          body: { ...values, ssh_port: Number(values.ssh_port), notes: values.notes.trim() || undefined },
          throwOnError: true,
        })
      ).data,
    meta: { inlineErrors: true, success: `${order.number} is provisioned`, invalidates: orderKeys(order.id) },
    onSuccess: () => {
      attempt.done()
      form.reset(form.getValues())
      onClose()
    },
    onError: (error, values) => {
      attempt.settle(problemOf(error))
      if (hasCode(error, 'ip_in_use')) void askClash(problemOf(error).detail, values)
      else errors.show(error)
    },
  })
  useUnsavedGuard(form.formState.isDirty && !provision.isPending && !provision.isSuccess)

  async function askClash(detail: string | null | undefined, values: ProvisionValues) {
    const shared = await confirm({
      title: 'This address is in use',
      description: `${detail ?? ''} Use it for this server as well?`,
      confirmLabel: 'Share the address',
      cancelLabel: 'Change the address',
    })
    if (shared) provision.mutate({ ...values, allow_ip_clash: true })
    else form.setFocus('ip_address')
  }

  async function leave() {
    const go =
      !form.formState.isDirty ||
      (await confirm({
        title: 'Leave without provisioning?',
        description: 'What you typed is lost.',
        confirmLabel: 'Leave',
        destructive: true,
      }))
    if (go) {
      form.reset()
      onClose()
    }
  }

  return (
    <Sheet open onOpenChange={(open) => (open ? undefined : void leave())}>
      <SheetContent size="xl">
        <form
          noValidate
          className="flex min-h-0 flex-1 flex-col"
          onSubmit={form.handleSubmit((values) => {
            if (!provision.isPending) provision.mutate(values)
          })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.currentTarget.requestSubmit()
          }}
        >
          <SheetHeader>
            <SheetTitle>Provision {order.number}</SheetTitle>
            <SheetDescription>The server becomes active and its first period starts today.</SheetDescription>
          </SheetHeader>
          <SheetBody>
            <div className="grid items-start gap-6 md:grid-cols-[16rem_minmax(0,1fr)]">
              <OrderFacts order={order} />
              <div className="flex min-w-0 flex-col gap-6">
                <ProvisionFields form={form} panel={order.control_panel} />
                <FormError shown={errors.shown} />
              </div>
            </div>
          </SheetBody>
          <SheetFooter>
            <Button variant="outline" onClick={() => void leave()}>
              Cancel
            </Button>
            <SubmitButton pending={provision.isPending}>Provision server</SubmitButton>
          </SheetFooter>
        </form>
      </SheetContent>
    </Sheet>
  )
}

function OrderFacts({ order }: { order: AdminOrder }) {
  return (
    <section aria-label="Order summary" className="rounded-lg border bg-surface p-4">
      <h3 className="mb-3 font-semibold">Order summary</h3>
      <DescriptionList>
        <DescriptionItem layout="stack" term="Order">
          {order.number}
        </DescriptionItem>
        <DescriptionItem layout="stack" term="Customer">
          {order.customer.name}
          <span className="block break-all text-muted-foreground text-xs">{order.customer.email}</span>
        </DescriptionItem>
        <DescriptionItem layout="stack" term="Plan">
          {order.plan.name}
        </DescriptionItem>
        <DescriptionItem layout="stack" term="Operating system">
          {order.operating_system?.name ?? 'Shared hosting'}
        </DescriptionItem>
        <DescriptionItem layout="stack" term="Location">
          {order.datacenter.name}
        </DescriptionItem>
        <DescriptionItem layout="stack" term="Amount">
          <Money value={order.total} /> · {methodLabels[order.payment_method]}
        </DescriptionItem>
        <DescriptionItem layout="stack" term="Payment">
          <StateBadge kind="payment" value={order.payment_status} />
        </DescriptionItem>
        {order.addons.length > 0 ? (
          <DescriptionItem layout="stack" term="Add-ons">
            {order.addons.map((addon) => addon.name).join(', ')}
          </DescriptionItem>
        ) : null}
        {order.notes ? (
          <DescriptionItem layout="stack" term="Customer's notes">
            <span className="whitespace-pre-wrap">{order.notes}</span>
          </DescriptionItem>
        ) : null}
      </DescriptionList>
    </section>
  )
}
