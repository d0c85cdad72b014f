import { useMutation } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import {
  serviceGetQueryKey,
  serviceListQueryKey,
  serviceUpdateMutation,
} from '@/api/generated/@tanstack/react-query.gen'
import type { Service } from '@/api/generated/types.gen'
import { ErrorAlert } from '@/components/form-error'
import { Button, SubmitButton } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from '@/components/ui/dialog'
import { Field, FieldDescription, FieldLabel } from '@/components/ui/field'
import { Input } from '@/components/ui/input'

/** A name of the customer's own; the hostname stays what it is. */
export function RenameButton({ service }: { service: Service }) {
  const [open, setOpen] = useState(false)
  const [label, setLabel] = useState(service.label ?? '')
  const update = useMutation({
    ...serviceUpdateMutation(),
    meta: {
      inlineErrors: true,
      success: 'Name saved',
      invalidates: [serviceGetQueryKey({ path: { id: service.id } }), serviceListQueryKey()],
    },
    onSuccess: () => setOpen(false),
  })
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next)
        setLabel(service.label ?? '')
        update.reset()
      }}
    >
      <DialogTrigger asChild>
        <Button variant="outline">
          <Pencil aria-hidden="true" />
          Rename
        </Button>
      </DialogTrigger>
      <DialogContent>
        <form
          className="flex flex-col gap-4"
          onSubmit={(event) => {
            event.preventDefault()
            update.mutate({
              path: { id: service.id },
              body: { label: label.trim() === '' ? null : label.trim() },
            })
          }}
        >
          <DialogHeader>
            <DialogTitle>Rename this server</DialogTitle>
            <DialogDescription>Only you and your team see this name.</DialogDescription>
          </DialogHeader>
          <Field>
            <FieldLabel optional>Name</FieldLabel>
            <Input value={label} maxLength={80} onChange={(event) => setLabel(event.target.value)} />
            <FieldDescription>Leave it empty to show the hostname.</FieldDescription>
          </Field>
          <ErrorAlert error={update.error} />
          <DialogFooter>
            <Button variant="outline" onClick={() => setOpen(false)}>
              Cancel
            </Button>
            <SubmitButton pending={update.isPending}>Save name</SubmitButton>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
