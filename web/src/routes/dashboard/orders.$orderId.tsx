import { createFileRoute } from '@tanstack/react-router'
import { flag, searchOf } from '@/components/data-table/search'
import { OrderResultPage } from '@/features/orders/order-result-page'
import { orderOptions } from '@/features/orders/queries'

const search = searchOf({ placed: flag })

export const Route = createFileRoute('/dashboard/orders/$orderId')({
  validateSearch: search,
  loader: ({ context, params }) => context.queryClient.ensureQueryData(orderOptions(params.orderId)),
  component: OrderResultPage,
})
