import { useSuspenseQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import type { Addon, Category, OperatingSystem, Plan } from '@/api/generated/types.gen'
import type { OrderSearch } from '@/features/orders/order-form/search'
import { catalogueOptions } from '@/features/orders/queries'

/** Why an add-on cannot be chosen here; null when it can. */
export function misfit(addon: Addon, category: Category, system: OperatingSystem | undefined): string | null {
  if (!addon.categories.includes(category)) return 'Not offered with this kind of plan'
  if (system && !addon.os_families.includes(system.family)) return `Does not run on ${system.name}`
  return null
}

/** The configuration as the URL has it, completed from the catalogue, and how to change it. */
export function useOrderDraft() {
  const search = useSearch({ from: '/dashboard/order' })
  const navigate = useNavigate({ from: '/dashboard/order' })
  const options = catalogueOptions()
  const plans = useSuspenseQuery(options.plans).data
  const addons = useSuspenseQuery(options.addons).data
  const datacenters = useSuspenseQuery(options.datacenters).data
  const systems = useSuspenseQuery(options.systems).data

  const draft = useMemo(() => {
    const named = plans.items.find((item) => item.slug === search.plan)
    const category: Category = named?.category ?? search.category ?? 'vps'
    const offered = plans.items.filter((item) => item.category === category)
    const plan: Plan | undefined = named ?? offered[0]
    const price = plan?.prices.find((item) => item.cycle === search.cycle) ?? plan?.prices[0]
    const needsSystem = category !== 'shared'
    const system = needsSystem
      ? (systems.items.find((item) => item.slug === search.os) ?? systems.items[0])
      : undefined
    const datacenter = datacenters.items.find((item) => item.slug === search.dc) ?? datacenters.items[0]
    const chosen = addons.items.filter(
      (item) => search.addons?.includes(item.slug) && misfit(item, category, system) === null,
    )
    return { category, plan, offered, price, needsSystem, system, datacenter, chosen }
  }, [search, plans, addons, datacenters, systems])

  const change = useCallback(
    (patch: Partial<OrderSearch>) =>
      void navigate({
        search: (before) => ({ ...before, ...patch }),
        replace: true,
        resetScroll: false,
      }),
    [navigate],
  )

  return {
    ...draft,
    addons: addons.items,
    datacenters: datacenters.items,
    systems: systems.items,
    hostname: search.host ?? '',
    method: search.pay ?? 'wallet',
    step: search.step ?? 1,
    retired: search.plan !== undefined && draft.plan?.slug !== search.plan ? search.plan : null,
    change,
  }
}

export type OrderDraft = ReturnType<typeof useOrderDraft>
