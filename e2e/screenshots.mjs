// Takes the pictures of the documents from a running demo; scripts/screenshots.sh starts one and names the browser.
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from '@playwright/test'

const base = process.argv[2] ?? 'http://127.0.0.1:8080'
const folder = fileURLToPath(new URL('../docs/images/', import.meta.url))
mkdirSync(folder, { recursive: true })

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
})

async function pictures(email, password, pages) {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width: 1440, height: 900 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  if (email) {
    await page.goto('/login')
    await page.getByLabel('Email').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(password)
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.waitForURL(/dashboard|admin/)
  }
  for (const [path, name] of pages) {
    await page.goto(path)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    await page.screenshot({ path: `${folder}${name}.png` })
  }
  await context.close()
}

await pictures(null, null, [['/', 'home']])
await pictures('test@test.com', 'Test123!', [['/dashboard', 'dashboard']])
await pictures('brijesh.kr.dube@gmail.com', 'Cloud@9874', [['/admin', 'admin']])
await browser.close()
