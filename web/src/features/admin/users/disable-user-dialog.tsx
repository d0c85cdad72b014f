import { zodResolver } from '@hookform/resolvers/zod'
import { useForm } from 'react-hook-form'
import { adminUserUpdate } from '@/api/generated/sdk.gen'
import type { AdminUser } from '@/api/generated/types.gen'
import { FormError } from '@/components/form-error'
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
import { useFormMutation } from '@/components/use-form-mutation'
import { userKeys } from '@/features/admin/users/keys'
import { z } from '@/lib/zod'

const schema = z.object({ reason: z.string().trim().min(3, 'Say why, in a few words.').max(500) })

export default function DisableUserDialog({ user, onClose }: { user: AdminUser; onClose: () => void }) {
  const form = useForm({ resolver: zodResolver(schema), defaultValues: { reason: '' } })
  const disable = !user.disabled
  const send = useFormMutation(form, {
    mutationFn: ({ reason }: z.infer<typeof schema>) =>
      adminUserUpdate({
        path: { id: user.id },
        body: { disabled: disable, reason: reason.trim() },
        throwOnError: true,
      }),
    invalidates: userKeys(user.id),
    success: disable ? `${user.full_name} is disabled` : `${user.full_name} can sign in again`,
    onSuccess: onClose,
  })
  return (
    <Dialog open onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent>
        <form noValidate className="flex flex-col gap-4" onSubmit={send.onSubmit}>
          <DialogHeader>
            <DialogTitle>
              {disable ? 'Disable' : 'Enable'} {user.full_name}?
            </DialogTitle>
            <DialogDescription>
              {disable
                ? 'All sessions end at once and signing in is refused. Servers keep running.'
                : 'The person can sign in again with the password they have.'}
            </DialogDescription>
          </DialogHeader>
          <TextAreaField
            form={form}
            name="reason"
            label="Reason"
            description="For the audit log."
            maxLength={500}
          />
          <FormError shown={send.shown} />
          <DialogFooter>
            <Button variant="outline" onClick={onClose}>
              Cancel
            </Button>
            <SubmitButton variant={disable ? 'destructive' : 'default'} pending={send.pending}>
              {disable ? 'Disable user' : 'Enable user'}
            </SubmitButton>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  )
}
