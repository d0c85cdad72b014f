import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { adminOrderGetOptions } from '@/api/generated/@tanstack/react-query.gen'
import { useOrderDialogs } from '@/features/admin/orders/status-controls'

const ProvisionSheet = lazy(() => import('@/features/admin/orders/provision-sheet'))
const RecordPaymentDialog = lazy(() => import('@/features/admin/orders/record-payment-dialog'))

/** The dialogs named in the URL, for the list and the order's own page. */
export function OrderDialogs({ provision, pay }: { provision?: string; pay?: string }) {
  const { close } = useOrderDialogs()
  const id = provision ?? pay
  const order = useQuery({ ...adminOrderGetOptions({ path: { id: id ?? '' } }), enabled: id !== undefined })
  if (!id || order.data?.id !== id) return null
  return (
    <Suspense>
      {provision ? (
        <ProvisionSheet key={id} order={order.data} onClose={close} />
      ) : (
        <RecordPaymentDialog key={id} order={order.data} onClose={close} />
      )}
    </Suspense>
  )
}
