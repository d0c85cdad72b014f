import { navigation } from '@/components/layout/nav'

/** "Billing" for `/dashboard/billing?tab=…`, so the sign-in page can say where it leads. */
export function redirectLabel(redirect: string | undefined) {
  const path = redirect?.split(/[?#]/)[0] ?? ''
  const items = Object.values(navigation).flatMap((groups) => groups.flatMap((group) => group.items))
  return items.find((item) => !item.exact && (path === item.to || path.startsWith(`${item.to}/`)))?.label
}
