import { setNonce } from 'get-nonce'

/** The server writes `<meta property="csp-nonce" nonce="…">` first in the head; the browser hides the attribute, not the property. */
export const cspNonce: string | undefined =
  typeof document === 'undefined'
    ? undefined
    : document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce || undefined

/** Radix writes one `<style>` for its scroll lock; it must carry the nonce. Call once, before the first render. */
export function installNonce() {
  if (cspNonce) setNonce(cspNonce)
}
