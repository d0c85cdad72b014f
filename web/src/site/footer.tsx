import { BrandMark } from '@/components/layout/brand-mark'
import type { SiteBoot } from '@/site/boot'

const link =
  'rounded-sm text-muted-foreground outline-none hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/60'

export function SiteFooter({ boot }: { boot: SiteBoot }) {
  return (
    <footer className="border-t bg-surface">
      <div className="mx-auto grid max-w-6xl gap-10 px-4 py-12 sm:grid-cols-[2fr_1fr_1fr_1fr] sm:px-6">
        <div className="flex flex-col gap-3">
          <p className="flex items-center gap-2.5 font-semibold text-base">
            <BrandMark />
            {boot.brand.name}
          </p>
          <p className="max-w-xs text-muted-foreground">{boot.brand.tagline}</p>
        </div>
        <FooterColumn title="Products">
          {boot.categories.map((category) => (
            <a key={category.key} href={`/#${category.key}`} className={link}>
              {category.label}
            </a>
          ))}
        </FooterColumn>
        <FooterColumn title="Account">
          <a href="/login" className={link}>
            Sign in
          </a>
          <a href="/register" className={link}>
            Create an account
          </a>
          <a href="/dashboard" className={link}>
            Console
          </a>
        </FooterColumn>
        <FooterColumn title="Help">
          <a href="/#faq" className={link}>
            Questions
          </a>
          <a href={`mailto:${boot.brand.support_email}`} className={`${link} break-all`}>
            {boot.brand.support_email}
          </a>
        </FooterColumn>
      </div>
    </footer>
  )
}

function FooterColumn({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-col items-start gap-2.5">
      <h2 className="font-medium">{title}</h2>
      {children}
    </div>
  )
}
