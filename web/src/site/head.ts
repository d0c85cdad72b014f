import type { SiteBoot } from '@/site/boot'
import { faq } from '@/site/faq'

export function escapeHtml(text: string) {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;')
}

/** JSON that can stand inside a script element. */
export function scriptJson(value: unknown) {
  return JSON.stringify(value)
    .replace(/</g, '\\u003c')
    .replace(/\u2028/g, '\\u2028')
    .replace(/\u2029/g, '\\u2029')
}

function structuredData(boot: SiteBoot) {
  return {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'Organization',
        name: boot.brand.name,
        description: boot.brand.tagline,
        email: boot.brand.support_email,
      },
      {
        '@type': 'FAQPage',
        mainEntity: faq.map((item) => ({
          '@type': 'Question',
          name: item.question,
          acceptedAnswer: { '@type': 'Answer', text: item.answer },
        })),
      },
    ],
  }
}

export function headOf(path: string, boot: SiteBoot) {
  const { brand } = boot
  const found = path === '/'
  const title = found ? brand.browser_title || brand.name : `Page not found · ${brand.name}`
  const prices = boot.categories.map((category) => `${category.label} from ${category.from_price}`).join(', ')
  const description = [`${brand.tagline}.`, prices ? `${prices}.` : ''].join(' ').trim()
  const meta = (key: 'name' | 'property', name: string, content: string) =>
    `<meta ${key}="${name}" content="${escapeHtml(content)}">`
  return [
    `<title>${escapeHtml(title)}</title>`,
    meta('name', 'description', description),
    ...(found
      ? [
          '<link rel="canonical" href="/">',
          meta('property', 'og:type', 'website'),
          meta('property', 'og:site_name', brand.name),
          meta('property', 'og:title', title),
          meta('property', 'og:description', description),
          meta('name', 'twitter:card', 'summary'),
          `<script type="application/ld+json">${scriptJson(structuredData(boot))}</script>`,
        ]
      : [meta('name', 'robots', 'noindex')]),
  ].join('\n    ')
}
