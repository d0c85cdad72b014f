import { renderToString } from 'react-dom/server'
import { BOOT_ID, type SiteBoot } from '@/site/boot'
import { headOf, scriptJson } from '@/site/head'
import { SiteApp } from '@/site/site-app'

/** The pages this bundle can render. */
export const paths = ['/']

/**
 * Called by the server's embedded engine: no Intl, no URL, no window. Answers JSON `{status, head, body, boot}`:
 * `head`, `body` and `boot` replace `<!--head-->`, `<!--app-->` and `<!--boot-->` of site.html as they are.
 */
export function render(path: string, bootJson: string): string {
  const boot: SiteBoot = JSON.parse(bootJson)
  const known = paths.includes(path)
  return JSON.stringify({
    status: known ? 200 : 404,
    head: headOf(path, boot),
    body: renderToString(<SiteApp path={path} boot={boot} />),
    boot: `<script type="application/json" id="${BOOT_ID}" data-path="${known ? path : '/404'}">${scriptJson(boot)}</script>`,
  })
}
