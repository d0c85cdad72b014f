import { createFileRoute } from '@tanstack/react-router'
import * as z from 'zod/mini'
import { OrderResultPage } from '@/features/orders/order-result-page'
import { orderOptions } from '@/features/orders/queries'

export const Route = createFileRoute('/dashboard/orders/$orderId')({
  validateSearch: z.object({ placed: z.catch(z.optional(z.boolean()), undefined) }),
  loader: ({ context, params }) => context.queryClient.ensureQueryData(orderOptions(params.orderId)),
  component: OrderResultPage,
})
