const DEFAULT = '#2563ea'

/**
 * The accent from the settings becomes the primary fill; the server has checked that white text reads on it.
 * Set through the CSS object model, which a strict policy allows.
 */
export function applyAccent(accent: string | null | undefined) {
  const { style } = document.documentElement
  if (!accent || !/^#[0-9a-f]{6}$/i.test(accent) || accent.toLowerCase() === DEFAULT) {
    style.removeProperty('--primary')
    style.removeProperty('--primary-hover')
    return
  }
  style.setProperty('--primary', accent)
  style.setProperty('--primary-hover', `color-mix(in oklab, ${accent} 88%, black)`)
}
