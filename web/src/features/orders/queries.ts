import {
  addonListOptions,
  datacenterListOptions,
  operatingSystemListOptions,
  orderGetOptions,
  planListOptions,
  walletGetOptions,
} from '@/api/generated/@tanstack/react-query.gen'
import type { Order } from '@/api/generated/types.gen'

/** Polls only while something is still to happen without the customer. */
export const orderOptions = (id: string) => ({
  ...orderGetOptions({ path: { id } }),
  refetchInterval: (query: { state: { data?: Order } }) => {
    const order = query.state.data
    const waiting =
      order && (order.status === 'provisioning' || (order.status === 'pending' && order.paid_at))
    return waiting ? 5_000 : false
  },
})

export const catalogueOptions = () => ({
  plans: { ...planListOptions(), staleTime: 60_000 },
  addons: { ...addonListOptions(), staleTime: 60_000 },
  datacenters: { ...datacenterListOptions(), staleTime: 60_000 },
  systems: { ...operatingSystemListOptions(), staleTime: 60_000 },
})

/** The balance, kept fresh while the page is open. */
export const liveWalletOptions = () => ({ ...walletGetOptions(), refetchInterval: 15_000 })
