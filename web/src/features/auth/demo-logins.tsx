import { MousePointerClick } from 'lucide-react'
import { humanize } from '@/lib/format'
import { useSite } from '@/lib/use-session'

/** Demo mode only: a click fills the form. */
export function DemoLogins({ onPick }: { onPick: (login: { email: string; password: string }) => void }) {
  const site = useSite()
  if (site?.mode !== 'demo' || !site.demo_logins?.length) return null
  return (
    <section aria-label="Demo logins" className="flex flex-col gap-2 border-t pt-4">
      <p className="text-dense text-muted-foreground">Demo mode. Choose a login to fill the form:</p>
      <ul className="flex flex-col gap-2">
        {site.demo_logins.map((demo) => (
          <li key={demo.email} className="min-w-0">
            <button
              type="button"
              onClick={() => onPick({ email: demo.email, password: demo.password })}
              className="flex w-full items-center gap-3 rounded-md border bg-surface px-3 py-2 text-left outline-none transition-colors hover:border-input focus-visible:ring-[3px] focus-visible:ring-ring/60"
            >
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{humanize(demo.role)}</span>
                <span className="block font-mono text-muted-foreground text-xs [overflow-wrap:anywhere]">
                  {demo.email} · {demo.password}
                </span>
              </span>
              <MousePointerClick aria-hidden="true" className="size-4 shrink-0 text-muted-foreground" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
