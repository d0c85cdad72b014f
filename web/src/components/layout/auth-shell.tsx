import type { ReactNode } from 'react'
import { BrandMark } from '@/components/layout/brand-mark'
import { useBrandName } from '@/lib/use-session'

/** A card of 400 px in the middle, the brand above it. */
export function AuthShell({ children }: { children: ReactNode }) {
  const brand = useBrandName()
  return (
    <div className="flex min-h-dvh flex-col items-center bg-glow px-4 py-10 sm:justify-center">
      <header className="mb-6">
        <a
          href="/"
          className="flex items-center gap-2.5 rounded-md font-semibold text-lg outline-none focus-visible:ring-[3px] focus-visible:ring-ring/60"
        >
          <BrandMark className="size-8" />
          {brand}
        </a>
      </header>
      <main className="w-full max-w-[400px]">{children}</main>
    </div>
  )
}

/** The card itself: heading, one line, the form, links below. */
export function AuthCard(props: {
  title: string
  lead?: ReactNode
  children?: ReactNode
  footer?: ReactNode
}) {
  const brand = useBrandName()
  return (
    <>
      <title>{`${props.title} · ${brand}`}</title>
      <div className="flex flex-col gap-5 rounded-xl border bg-card p-5 sm:p-6">
        <div className="flex flex-col gap-1">
          <h1 tabIndex={-1} className="font-semibold text-xl tracking-[-0.01em]">
            {props.title}
          </h1>
          {props.lead ? <p className="text-muted-foreground">{props.lead}</p> : null}
        </div>
        {props.children}
      </div>
      {props.footer ? <p className="mt-5 text-center text-muted-foreground">{props.footer}</p> : null}
    </>
  )
}
