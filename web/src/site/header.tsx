import { Menu } from 'lucide-react'
import { BrandMark } from '@/components/layout/brand-mark'
import { buttonVariants } from '@/components/ui/button-variants'
import { cn } from '@/lib/utils'
import type { SiteBoot } from '@/site/boot'

const links = [
  { href: '/#plans', label: 'Plans' },
  { href: '/#locations', label: 'Locations' },
  { href: '/#faq', label: 'Questions' },
]

const quiet =
  'rounded-md px-3 py-2 text-muted-foreground outline-none hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/60'

export function SiteHeader({ brand }: { brand: SiteBoot['brand'] }) {
  return (
    <header className="sticky top-0 z-30 border-b bg-background/95">
      <div className="mx-auto flex h-16 max-w-6xl items-center gap-6 px-4 sm:px-6">
        <a
          href="/"
          className="flex items-center gap-2.5 rounded-md font-semibold text-lg outline-none focus-visible:ring-[3px] focus-visible:ring-ring/60"
        >
          <BrandMark />
          {brand.name}
        </a>
        <nav aria-label="Main" className="hidden items-center gap-1 md:flex">
          {links.map((link) => (
            <a key={link.href} href={link.href} className={quiet}>
              {link.label}
            </a>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-2">
          <a href="/login" className={cn(buttonVariants({ variant: 'ghost' }), 'hidden sm:inline-flex')}>
            Sign in
          </a>
          <a href="/register" className={buttonVariants()}>
            Get started
          </a>
          <MobileMenu />
        </div>
      </div>
    </header>
  )
}

/** A disclosure of the browser's own, so it works before and without script. */
function MobileMenu() {
  return (
    <details className="group relative md:hidden">
      <summary
        aria-label="Menu"
        className={cn(
          buttonVariants({ variant: 'ghost', size: 'icon' }),
          'list-none [&::-webkit-details-marker]:hidden',
        )}
      >
        <Menu aria-hidden="true" />
      </summary>
      <nav
        aria-label="Menu"
        className="absolute top-11 right-0 flex w-48 flex-col rounded-lg border bg-popover p-1.5 shadow-lg"
      >
        {links.map((link) => (
          <a key={link.href} href={link.href} className={quiet}>
            {link.label}
          </a>
        ))}
        <a href="/login" className={quiet}>
          Sign in
        </a>
      </nav>
    </details>
  )
}
