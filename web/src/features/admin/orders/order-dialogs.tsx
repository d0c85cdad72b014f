import { useQuery } from '@tanstack/react-query'
import { adminOrderGetOptions } from '@/api/generated/@tanstack/react-query.gen'
import { ProvisionSheet } from '@/features/admin/orders/provision-sheet'
import { RecordPaymentDialog } from '@/features/admin/orders/record-payment-dialog'
import { useOrderDialogs } from '@/features/admin/orders/status-controls'

/** The dialogs named in the URL, for the list and the order's own page. */
export function OrderDialogs({ provision, pay }: { provision?: string; pay?: string }) {
  const { close } = useOrderDialogs()
  const id = provision ?? pay
  const order = useQuery({ ...adminOrderGetOptions({ path: { id: id ?? '' } }), enabled: id !== undefined })
  if (!id || order.data?.id !== id) return null
  return provision ? (
    <ProvisionSheet key={id} order={order.data} onClose={close} />
  ) : (
    <RecordPaymentDialog key={id} order={order.data} onClose={close} />
  )
}
