import { FlaskConical } from 'lucide-react'
import { buttonVariants } from '@/components/ui/button-variants'
import type { SiteBoot } from '@/site/boot'
import { SiteFooter } from '@/site/footer'
import { SiteHeader } from '@/site/header'
import { Hero } from '@/site/hero'
import { Plans } from '@/site/plans'
import { Faq, FinalCall, Locations, Steps } from '@/site/sections'

/** The public site: plain components of the boot data; the same on the server and in the browser. */
export function SiteApp({ path, boot }: { path: string; boot: SiteBoot }) {
  return (
    <>
      <a
        href="#content"
        className="fixed top-2 left-2 z-50 -translate-y-16 rounded-md bg-primary px-4 py-2 font-medium text-primary-foreground focus:translate-y-0"
      >
        Skip to content
      </a>
      {boot.demo ? (
        <section
          aria-label="Demo mode"
          className="flex items-center justify-center gap-2 border-warning/30 border-b bg-warning/12 px-4 py-1.5 text-center text-warning text-xs"
        >
          <FlaskConical aria-hidden="true" className="size-3.5 shrink-0" />
          <p>Demo mode: sample data, nothing is sold here.</p>
        </section>
      ) : null}
      <SiteHeader brand={boot.brand} />
      <main id="content">{path === '/' ? <Home boot={boot} /> : <Missing />}</main>
      <SiteFooter boot={boot} />
    </>
  )
}

function Home({ boot }: { boot: SiteBoot }) {
  return (
    <>
      <Hero boot={boot} />
      <Plans categories={boot.categories} />
      <Steps />
      <Locations datacenters={boot.datacenters} />
      <Faq />
      <FinalCall brand={boot.brand} />
    </>
  )
}

function Missing() {
  return (
    <div className="mx-auto flex max-w-6xl flex-col items-start gap-5 px-4 py-24 sm:px-6">
      <h1 className="font-semibold text-3xl tracking-[-0.02em]">Page not found</h1>
      <p className="text-base text-muted-foreground">
        The address may be mistyped, or what stood here is gone.
      </p>
      <a href="/" className={buttonVariants({ variant: 'outline' })}>
        Go to the home page
      </a>
    </div>
  )
}
