import { Link } from '@tanstack/react-router'
import type { Category, Plan } from '@/api/generated/types.gen'
import { Alert, AlertDescription } from '@/components/ui/alert'
import { RadioCard, RadioCards } from '@/components/ui/radio-cards'
import { tabClass, tabListClass } from '@/components/ui/tabs'
import { categories } from '@/features/orders/order-form/search'
import type { OrderDraft } from '@/features/orders/order-form/use-order-draft'
import { formatMoney } from '@/lib/format'
import { categoryLabels, perCycle, planSpecs } from '@/lib/words'

const blurbs: Record<Category, string> = {
  vps: 'Your own virtual server with root access.',
  shared: 'Websites and mailboxes, looked after by us.',
  dedicated: 'A whole machine for you alone.',
}

export function PlanSection({ draft }: { draft: OrderDraft }) {
  return (
    <div className="flex flex-col gap-4">
      <nav aria-label="Type of server" className={tabListClass}>
        {categories.map((category) => (
          <Link
            key={category}
            from="/dashboard/order"
            to="."
            search={(before) => ({ ...before, category, plan: undefined, addons: undefined })}
            replace
            resetScroll={false}
            className={tabClass}
            data-state={draft.category === category ? 'active' : 'inactive'}
            aria-current={draft.category === category ? 'true' : undefined}
          >
            {categoryLabels[category]}
          </Link>
        ))}
      </nav>
      <p className="text-muted-foreground">{blurbs[draft.category]}</p>
      {draft.retired ? (
        <Alert>
          <AlertDescription>
            The plan “{draft.retired}” is not on offer any more. Please choose another one.
          </AlertDescription>
        </Alert>
      ) : null}
      <RadioCards
        aria-label="Plan"
        value={draft.plan?.slug ?? ''}
        onValueChange={(plan) => draft.change({ plan, category: undefined })}
        className="md:grid-cols-2 xl:grid-cols-3"
      >
        {draft.offered.map((plan) => (
          <PlanCard key={plan.slug} plan={plan} draft={draft} />
        ))}
      </RadioCards>
    </div>
  )
}

function PlanCard({ plan, draft }: { plan: Plan; draft: OrderDraft }) {
  const price = plan.prices.find((item) => item.cycle === draft.price?.cycle) ?? plan.prices[0]
  return (
    <RadioCard value={plan.slug} title={plan.name} className="h-full">
      {price ? (
        <span className="tnum mt-0.5 text-base">
          <span className="font-semibold">{formatMoney(price.amount)}</span>
          <span className="text-dense text-muted-foreground"> {perCycle[price.cycle]}</span>
        </span>
      ) : null}
      <span className="mt-2 flex flex-col gap-0.5 text-dense text-muted-foreground">
        {planSpecs(plan).map((spec) => (
          <span key={spec}>{spec}</span>
        ))}
      </span>
    </RadioCard>
  )
}
