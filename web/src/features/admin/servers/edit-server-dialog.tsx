import { zodResolver } from '@hookform/resolvers/zod'
import { useMutation } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { adminServiceUpdate } from '@/api/generated/sdk.gen'
import type { AdminService } from '@/api/generated/types.gen'
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
import { Textarea } from '@/components/ui/textarea'
import { serverKeys } from '@/features/admin/servers/keys'
import { ipAddress } from '@/lib/ip-address'
import { z } from '@/lib/zod'

const schema = z.object({
  hostname: z.string().trim().min(1, 'Give the hostname.').max(253),
  ip_address: ipAddress,
  ssh_port: z.coerce.number<number>({ error: 'Give a port.' }).int().min(1).max(65535),
  notes: z.string().max(2000),
})

type Values = z.input<typeof schema>

export function EditServerDialog({ service }: { service: AdminService }) {
  const [open, setOpen] = useState(false)
  if (service.ip_address === null) return null
  return (
    <>
      <Button variant="outline" onClick={() => setOpen(true)}>
        <Pencil aria-hidden="true" />
        Edit
      </Button>
      {open ? <EditForm service={service} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function EditForm({ service, onClose }: { service: AdminService; onClose: () => void }) {
  const form = useForm<Values>({
    resolver: zodResolver(schema),
    defaultValues: {
      hostname: service.hostname ?? '',
      ip_address: service.ip_address ?? '',
      ssh_port: service.ssh_port ?? 22,
      notes: service.notes ?? '',
    },
  })
  const errors = useFormErrors(form)
  const update = useMutation({
    mutationFn: async (values: Values) =>
      (
        await adminServiceUpdate({
          path: { id: service.id },
          body: {
            hostname: values.hostname,
            ip_address: values.ip_address,
            ssh_port: Number(values.ssh_port),
            notes: values.notes.trim() || null,
          },
          throwOnError: true,
        })
      ).data,
    meta: { inlineErrors: true, success: 'Server saved', invalidates: serverKeys(service.id) },
    onSuccess: onClose,
    onError: errors.show,
  })
  const { register, formState } = form
  return (
    <Dialog open onOpenChange={(next) => (next ? undefined : onClose())}>
      <DialogContent>
        <form
          noValidate
          className="flex flex-col gap-4"
          onSubmit={form.handleSubmit((values) => update.mutate(values))}
        >
          <DialogHeader>
            <DialogTitle>Edit server</DialogTitle>
            <DialogDescription>The customer sees the new facts at once; no mail is sent.</DialogDescription>
          </DialogHeader>
          <Field invalid={Boolean(formState.errors.hostname)}>
            <FieldLabel>Hostname</FieldLabel>
            <Input className="font-mono" autoComplete="off" spellCheck={false} {...register('hostname')} />
            <FieldError error={formState.errors.hostname} />
          </Field>
          <div className="grid gap-4 sm:grid-cols-[1fr_8rem]">
            <Field invalid={Boolean(formState.errors.ip_address)}>
              <FieldLabel>IP address</FieldLabel>
              <Input
                className="font-mono"
                autoComplete="off"
                spellCheck={false}
                {...register('ip_address')}
              />
              <FieldError error={formState.errors.ip_address} />
            </Field>
            <Field invalid={Boolean(formState.errors.ssh_port)}>
              <FieldLabel>SSH port</FieldLabel>
              <Input inputMode="numeric" {...register('ssh_port')} />
              <FieldError error={formState.errors.ssh_port} />
            </Field>
          </div>
          <Field invalid={Boolean(formState.errors.notes)}>
            <FieldLabel optional>Notes for the customer</FieldLabel>
            <Textarea rows={3} maxLength={2000} {...register('notes')} />
            <FieldDescription>Shown on the server's page.</FieldDescription>
            <FieldError error={formState.errors.notes} />
          </Field>
          <FormError shown={errors.shown} />
          <DialogFooter>
            <Button variant="outline" onClick={onClose}>
              Cancel
            </Button>
            <SubmitButton pending={update.isPending}>Save server</SubmitButton>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
