import { useEffect, useState } from 'react'
import { Checkbox } from '@/components/ui/checkbox'
import { Field, FieldDescription, FieldError, FieldLabel } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { RadioCard, RadioCards } from '@/components/ui/radio-cards'
import { misfit, type OrderDraft } from '@/features/orders/order-form/use-order-draft'
import { formatMoney } from '@/lib/format'
import { cn } from '@/lib/utils'
import { cycleLabels, perCycle, saving } from '@/lib/words'

export function LocationSection({ draft }: { draft: OrderDraft }) {
  return (
    <RadioCards
      aria-label="Location"
      value={draft.datacenter?.slug ?? ''}
      onValueChange={(dc) => draft.change({ dc })}
      className="md:grid-cols-2"
    >
      {draft.datacenters.map((place) => (
        <RadioCard
          key={place.slug}
          value={place.slug}
          title={place.name}
          description={place.description}
          aside={<span className="font-mono text-muted-foreground text-xs">{place.country}</span>}
        />
      ))}
    </RadioCards>
  )
}

export function SystemSection({ draft }: { draft: OrderDraft }) {
  if (!draft.needsSystem) {
    return (
      <p className="text-muted-foreground">
        Shared hosting comes with its own system; there is nothing to choose.
      </p>
    )
  }
  return (
    <RadioCards
      aria-label="Operating system"
      value={draft.system?.slug ?? ''}
      onValueChange={(os) => draft.change({ os })}
      className="sm:grid-cols-2 xl:grid-cols-3"
    >
      {draft.systems.map((system) => (
        <RadioCard key={system.slug} value={system.slug} title={system.name} />
      ))}
    </RadioCards>
  )
}

export function TermSection({ draft }: { draft: OrderDraft }) {
  const { plan } = draft
  if (!plan) return null
  return (
    <RadioCards
      aria-label="Term"
      value={draft.price?.cycle ?? ''}
      onValueChange={(value) =>
        draft.change({ cycle: plan.prices.find((price) => price.cycle === value)?.cycle })
      }
      className="sm:grid-cols-3"
    >
      {plan.prices.map((price) => {
        const percent = saving(plan, price.cycle)
        return (
          <RadioCard key={price.cycle} value={price.cycle} title={cycleLabels[price.cycle]}>
            <span className="tnum text-dense text-muted-foreground">
              {formatMoney(price.amount)} {perCycle[price.cycle]}
            </span>
            {percent ? <span className="text-dense text-success">Saves {percent}%</span> : null}
          </RadioCard>
        )
      })}
    </RadioCards>
  )
}

/** RFC 1123 as the server checks it; the server has the last word. */
const hostnamePattern =
  /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i

export function HostnameField({ draft, error }: { draft: OrderDraft; error?: string }) {
  const [value, setValue] = useState(draft.hostname)
  const [touched, setTouched] = useState(false)
  useEffect(() => setValue(draft.hostname), [draft.hostname])
  const wrong = touched && value !== '' && !hostnamePattern.test(value)
  const message = wrong
    ? 'Use letters, digits and hyphens, with dots between the parts: web-01.example.com.'
    : error
  return (
    <Field invalid={Boolean(message)} id="order-hostname">
      <FieldLabel optional>Hostname</FieldLabel>
      <Input
        value={value}
        placeholder="web-01.example.com"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={253}
        className="max-w-md font-mono"
        onChange={(event) => setValue(event.target.value.trim())}
        onBlur={() => {
          setTouched(true)
          draft.change({ host: value === '' ? undefined : value })
        }}
      />
      <FieldDescription>How the server calls itself. You can leave it to us.</FieldDescription>
      <FieldError error={message ? { message } : undefined} />
    </Field>
  )
}

export function AddonSection({ draft }: { draft: OrderDraft }) {
  const chosen = new Set(draft.chosen.map((addon) => addon.slug))
  function toggle(slug: string, on: boolean, panel: boolean) {
    const others = draft.chosen.filter(
      (addon) => addon.slug !== slug && !(panel && on && addon.kind === 'control_panel'),
    )
    const slugs = others.map((addon) => addon.slug)
    draft.change({ addons: on ? [...slugs, slug] : slugs.length > 0 ? slugs : undefined })
  }
  return (
    <ul className="grid gap-3 md:grid-cols-2">
      {draft.addons.map((addon) => {
        const reason = misfit(addon, draft.category, draft.system)
        const id = `addon-${addon.slug}`
        return (
          <li key={addon.slug}>
            <label
              htmlFor={id}
              className={cn(
                'flex h-full cursor-pointer items-start gap-3 rounded-lg border border-input/60 bg-surface p-3.5 transition-colors hover:border-input has-data-[state=checked]:border-ring has-data-[state=checked]:bg-primary/12',
                reason && 'cursor-not-allowed hover:border-input/60',
              )}
            >
              <Checkbox
                id={id}
                className="mt-0.5"
                checked={chosen.has(addon.slug)}
                disabled={reason !== null}
                onCheckedChange={(on) => toggle(addon.slug, on === true, addon.kind === 'control_panel')}
              />
              <span className="flex min-w-0 flex-1 flex-col gap-0.5">
                <span className={cn('font-medium', reason && 'text-muted-foreground')}>{addon.name}</span>
                <span className="text-dense text-muted-foreground">{reason ?? addon.description}</span>
              </span>
              <span className="tnum shrink-0 text-right">
                {formatMoney(addon.amount)}
                <span className="block text-muted-foreground text-xs">{perCycle[addon.cycle]}</span>
              </span>
            </label>
          </li>
        )
      })}
    </ul>
  )
}
