/** What the server puts into the page; prices arrive formatted, since the rendering engine has no Intl. */
export interface SitePlan {
  slug: string
  name: string
  specs: string[]
  price: string
  /** As in "/month". */
  price_suffix: string
  yearly_note?: string | null
  features: string[]
  order_url: string
}

export interface SiteCategory {
  key: string
  label: string
  blurb: string
  from_price: string
  plans: SitePlan[]
}

export interface SiteDatacenter {
  name: string
  city: string
  country: string
  description?: string | null
}

export interface SiteBoot {
  brand: {
    name: string
    tagline: string
    browser_title: string
    support_email: string
    accent?: string | null
  }
  categories: SiteCategory[]
  datacenters: SiteDatacenter[]
  demo: boolean
}

export const BOOT_ID = 'kn-boot'
