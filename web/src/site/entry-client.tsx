import '@/styles/app.css'
import { createRoot, hydrateRoot } from 'react-dom/client'
import { applyAccent } from '@/lib/brand-accent'
import { BOOT_ID, type SiteBoot } from '@/site/boot'
import { SiteApp } from '@/site/site-app'

const root = document.getElementById('site')
const script = document.getElementById(BOOT_ID)

if (root && script) {
  const boot: SiteBoot = JSON.parse(script.textContent ?? '{}')
  applyAccent(boot.brand.accent)
  hydrateRoot(root, <SiteApp path={script.dataset.path ?? '/'} boot={boot} />)
} else if (root && import.meta.env.DEV) {
  // The development server has no one to render the page.
  const { exampleBoot } = await import('@/site/boot-example')
  createRoot(root).render(<SiteApp path="/" boot={exampleBoot} />)
}
