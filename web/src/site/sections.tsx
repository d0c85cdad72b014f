import { ChevronDown, MapPin } from 'lucide-react'
import { buttonVariants } from '@/components/ui/button-variants'
import type { SiteBoot } from '@/site/boot'
import { faq } from '@/site/faq'

const steps = [
  {
    title: 'Choose',
    text: 'Pick a plan, a city and an operating system. The summary shows every line of the price.',
  },
  {
    title: 'Pay',
    text: 'From your wallet, by bank transfer or with cryptocurrency. You get a proper invoice.',
  },
  {
    title: 'Sign in',
    text: 'Watch the server being built, then copy its address and password from the console.',
  },
]

export function Steps() {
  return (
    <section
      aria-labelledby="steps-title"
      className="mx-auto flex max-w-6xl flex-col gap-8 px-4 py-20 sm:px-6 sm:py-24"
    >
      <h2 id="steps-title" className="font-semibold text-3xl tracking-[-0.02em]">
        Three steps to a running server
      </h2>
      <ol className="grid gap-8 sm:grid-cols-3">
        {steps.map((step, index) => (
          <li key={step.title} className="flex flex-col gap-2 border-t pt-5">
            <span className="tnum font-mono text-link">{index + 1}</span>
            <h3 className="font-semibold text-lg">{step.title}</h3>
            <p className="text-muted-foreground">{step.text}</p>
          </li>
        ))}
      </ol>
    </section>
  )
}

export function Locations({ datacenters }: { datacenters: SiteBoot['datacenters'] }) {
  if (datacenters.length === 0) return null
  return (
    <section id="locations" className="border-t">
      <div className="mx-auto flex max-w-6xl flex-col gap-8 px-4 py-20 sm:px-6 sm:py-24">
        <div className="flex flex-col gap-3">
          <h2 className="font-semibold text-3xl tracking-[-0.02em]">Locations</h2>
          <p className="max-w-2xl text-base text-muted-foreground">
            Put the server near the people who use it.
          </p>
        </div>
        <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
          {datacenters.map((place) => (
            <li key={place.name} className="flex flex-col gap-1 rounded-xl border bg-card p-5">
              <span className="flex items-center justify-between gap-2">
                <MapPin aria-hidden="true" className="size-5 text-link" />
                <span className="font-mono text-muted-foreground text-xs">{place.name}</span>
              </span>
              <h3 className="mt-2 font-semibold text-base">{place.city}</h3>
              <p className="text-muted-foreground">{place.country}</p>
              {place.description ? (
                <p className="text-dense text-muted-foreground">{place.description}</p>
              ) : null}
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}

export function Faq() {
  return (
    <section id="faq" className="border-t bg-surface">
      <div className="mx-auto grid max-w-6xl gap-8 px-4 py-20 sm:px-6 sm:py-24 lg:grid-cols-[1fr_2fr]">
        <h2 className="font-semibold text-3xl tracking-[-0.02em]">Questions people ask first</h2>
        <div className="divide-y rounded-xl border bg-card">
          {faq.map((item) => (
            <details key={item.question} className="group">
              <summary className="flex list-none items-center justify-between gap-4 rounded-xl px-5 py-4 font-medium outline-none focus-visible:ring-[3px] focus-visible:ring-ring/60 [&::-webkit-details-marker]:hidden">
                {item.question}
                <ChevronDown
                  aria-hidden="true"
                  className="size-4 shrink-0 text-muted-foreground transition-transform group-open:rotate-180"
                />
              </summary>
              <p className="max-w-2xl px-5 pb-5 text-muted-foreground">{item.answer}</p>
            </details>
          ))}
        </div>
      </div>
    </section>
  )
}

export function FinalCall({ brand }: { brand: SiteBoot['brand'] }) {
  return (
    <section className="border-t bg-glow">
      <div className="mx-auto flex max-w-6xl flex-col items-center gap-6 px-4 py-20 text-center sm:px-6 sm:py-24">
        <h2 className="font-semibold text-3xl tracking-[-0.02em]">Start with one server</h2>
        <p className="max-w-xl text-base text-muted-foreground">
          Create an account, look around the console, and order when you are ready.
        </p>
        <div className="flex flex-wrap justify-center gap-3">
          <a href="/register" className={buttonVariants({ size: 'lg' })}>
            Create an account
          </a>
          <a
            href={`mailto:${brand.support_email}`}
            className={buttonVariants({ size: 'lg', variant: 'outline' })}
          >
            Ask us something
          </a>
        </div>
      </div>
    </section>
  )
}
