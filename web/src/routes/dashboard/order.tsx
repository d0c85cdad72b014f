import { createFileRoute } from '@tanstack/react-router'
import { orderSearch } from '@/features/orders/order-form/search'
import { OrderPage } from '@/features/orders/order-page'
import { catalogueOptions } from '@/features/orders/queries'

export const Route = createFileRoute('/dashboard/order')({
  validateSearch: orderSearch,
  loader: ({ context }) => {
    const options = catalogueOptions()
    return Promise.all([
      context.queryClient.ensureQueryData(options.plans),
      context.queryClient.ensureQueryData(options.addons),
      context.queryClient.ensureQueryData(options.datacenters),
      context.queryClient.ensureQueryData(options.systems),
    ])
  },
  component: OrderPage,
})
