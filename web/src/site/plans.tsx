import { Check, Cpu, Globe, type LucideIcon, Server } from 'lucide-react'
import { buttonVariants } from '@/components/ui/button-variants'
import { cn } from '@/lib/utils'
import type { SiteCategory, SitePlan } from '@/site/boot'

const icons: Record<string, LucideIcon> = { vps: Server, shared: Globe, dedicated: Cpu }

export function Plans({ categories }: { categories: readonly SiteCategory[] }) {
  return (
    <section id="plans" className="border-t bg-surface">
      <div className="mx-auto flex max-w-6xl flex-col gap-16 px-4 py-20 sm:px-6 sm:py-24">
        <div className="flex flex-col gap-8">
          <div className="flex flex-col gap-3">
            <h2 className="font-semibold text-3xl tracking-[-0.02em]">Plans and prices</h2>
            <p className="max-w-2xl text-base text-muted-foreground">
              Choose what fits today. The price shown is the price you pay, before tax.
            </p>
          </div>
          <nav aria-label="Kinds of service" className="grid gap-4 sm:grid-cols-3">
            {categories.map((category) => (
              <CategoryCard key={category.key} category={category} />
            ))}
          </nav>
        </div>
        {categories.map((category) => (
          <PlanGroup key={category.key} category={category} />
        ))}
      </div>
    </section>
  )
}

function CategoryCard({ category }: { category: SiteCategory }) {
  const Icon = icons[category.key] ?? Server
  return (
    <a
      href={`#${category.key}`}
      className="flex flex-col gap-3 rounded-xl border bg-card p-5 outline-none transition-colors hover:border-ring focus-visible:ring-[3px] focus-visible:ring-ring/60"
    >
      <Icon aria-hidden="true" className="size-5 text-link" />
      <span className="font-semibold text-lg">{category.label}</span>
      <span className="flex-1 text-muted-foreground">{category.blurb}</span>
      <span className="tnum">
        from <strong className="font-semibold text-base">{category.from_price}</strong>
      </span>
    </a>
  )
}

function PlanGroup({ category }: { category: SiteCategory }) {
  return (
    <section id={category.key} aria-labelledby={`${category.key}-title`} className="flex flex-col gap-5">
      <div className="flex flex-col gap-1">
        <h3 id={`${category.key}-title`} className="font-semibold text-xl tracking-[-0.01em]">
          {category.label}
        </h3>
        <p className="text-muted-foreground">{category.blurb}</p>
      </div>
      <ul
        className={cn(
          'grid gap-4 sm:grid-cols-2',
          category.plans.length === 3 ? 'lg:grid-cols-3' : 'lg:grid-cols-4',
        )}
      >
        {category.plans.map((plan) => (
          <PlanCard key={plan.slug} plan={plan} />
        ))}
      </ul>
    </section>
  )
}

function PlanCard({ plan }: { plan: SitePlan }) {
  return (
    <li className="flex flex-col gap-4 rounded-xl border bg-card p-5">
      <div className="flex flex-col gap-1">
        <h4 className="font-semibold text-base">{plan.name}</h4>
        <p className="tnum">
          <span className="font-semibold text-tile tracking-[-0.02em]">{plan.price}</span>
          <span className="text-muted-foreground">{plan.price_suffix}</span>
        </p>
        {plan.yearly_note ? <p className="text-muted-foreground text-xs">{plan.yearly_note}</p> : null}
      </div>
      <ul className="flex flex-col gap-1.5 border-t pt-4">
        {plan.specs.map((spec) => (
          <li key={spec} className="font-medium">
            {spec}
          </li>
        ))}
      </ul>
      <ul className="flex flex-1 flex-col gap-1.5 text-muted-foreground">
        {plan.features.map((feature) => (
          <li key={feature} className="flex items-start gap-2">
            <Check aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-success" />
            {feature}
          </li>
        ))}
      </ul>
      <a
        href={plan.order_url}
        aria-label={`Order ${plan.name}`}
        className={cn(buttonVariants({ variant: 'secondary' }), 'w-full')}
      >
        Order
      </a>
    </li>
  )
}
