import { ArrowRight, CircleCheck, LoaderCircle } from 'lucide-react'
import { buttonVariants } from '@/components/ui/button-variants'
import { cn } from '@/lib/utils'
import type { SiteBoot } from '@/site/boot'

export function Hero({ boot }: { boot: SiteBoot }) {
  const cities = boot.datacenters.length
  const first = boot.categories[0]
  return (
    <section className="bg-glow">
      <div className="mx-auto grid max-w-6xl items-center gap-12 px-4 py-16 sm:px-6 sm:py-24 lg:grid-cols-[1.1fr_1fr]">
        <div className="flex flex-col items-start gap-6">
          <h1 className="text-balance font-semibold text-4xl leading-[1.08] tracking-[-0.03em] sm:text-5xl">
            {boot.brand.tagline}
          </h1>
          <p className="max-w-xl text-lg text-muted-foreground">
            Rent a virtual server, web hosting or a whole machine. Choose the size and the city, see the full
            price before you order, and manage everything in one console.
          </p>
          <div className="flex flex-wrap gap-3">
            <a href="#plans" className={buttonVariants({ size: 'lg' })}>
              See plans
              <ArrowRight aria-hidden="true" />
            </a>
            <a href="/dashboard" className={buttonVariants({ size: 'lg', variant: 'outline' })}>
              Open the console
            </a>
          </div>
          <ul className="flex flex-wrap gap-x-6 gap-y-2 text-muted-foreground">
            {cities > 0 ? <Point>{cities === 1 ? '1 location' : `${cities} locations`}</Point> : null}
            {first ? (
              <Point>
                {first.label} from {first.from_price}
              </Point>
            ) : null}
            <Point>No card needed to look around</Point>
          </ul>
        </div>
        <ConsolePicture boot={boot} />
      </div>
    </section>
  )
}

function Point({ children }: { children: React.ReactNode }) {
  return (
    <li className="flex items-center gap-2">
      <CircleCheck aria-hidden="true" className="size-4 text-success" />
      <span>{children}</span>
    </li>
  )
}

/** A drawing of the console; decoration, so assistive technology passes over it. */
function ConsolePicture({ boot }: { boot: SiteBoot }) {
  const city = (index: number) => boot.datacenters[index % Math.max(1, boot.datacenters.length)]?.city ?? ''
  const rows = [
    { host: 'web-01', address: '203.0.113.14', city: city(0), building: false },
    { host: 'db-01', address: '203.0.113.27', city: city(1), building: false },
    { host: 'queue-01', address: '198.51.100.8', city: city(2), building: true },
  ]
  return (
    <div aria-hidden="true" className="hidden rounded-xl border bg-card shadow-2xl sm:block">
      <div className="flex items-center justify-between border-b px-5 py-4">
        <span className="font-semibold">My services</span>
        <span className="rounded-md bg-primary px-3 py-1.5 font-medium text-primary-foreground text-xs">
          Order server
        </span>
      </div>
      {rows.map((row) => (
        <div key={row.host} className="flex items-center gap-4 border-b px-5 py-4 last:border-0">
          <span className="min-w-0 flex-1">
            <span className="block font-medium">{row.host}</span>
            <span className="block font-mono text-muted-foreground text-xs">{row.address}</span>
          </span>
          <span className="hidden text-muted-foreground xl:block">{row.city}</span>
          <span
            className={cn(
              'inline-flex items-center gap-1.5 rounded-full border px-2 py-0.5 font-medium text-xs',
              row.building
                ? 'border-info/30 bg-info/12 text-info'
                : 'border-success/30 bg-success/12 text-success',
            )}
          >
            {row.building ? <LoaderCircle className="size-3.5" /> : <CircleCheck className="size-3.5" />}
            {row.building ? 'Being built' : 'Running'}
          </span>
        </div>
      ))}
    </div>
  )
}
