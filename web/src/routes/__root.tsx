import { createRootRouteWithContext, Outlet } from '@tanstack/react-router'
import { useEffect } from 'react'
import { siteOptions } from '@/api/session'
import { ConfirmDialog } from '@/components/confirm'
import { RouteFocus } from '@/components/layout/route-focus'
import { StepUpDialog } from '@/components/step-up'
import { Toaster } from '@/components/toaster'
import { applyAccent } from '@/lib/brand-accent'
import { usePreloadOnDemand } from '@/lib/on-demand'
import { useSite } from '@/lib/use-session'
import type { RouterContext } from '@/router'

export const Route = createRootRouteWithContext<RouterContext>()({
  // The brand is wanted by every page but must not keep any from showing.
  loader: ({ context }) => context.queryClient.ensureQueryData(siteOptions()).catch(() => null),
  component: Root,
})

function Root() {
  const accent = useSite()?.brand.accent
  useEffect(() => applyAccent(accent), [accent])
  usePreloadOnDemand()
  return (
    <>
      <Outlet />
      <ConfirmDialog />
      <StepUpDialog />
      <Toaster />
      <RouteFocus />
    </>
  )
}
