import { defineConfig } from '@playwright/test'
import { findChromium } from './fixtures/chromium.ts'

/**
 * Journeys in the system's Chromium against the real binary. `make e2e` builds what they need; to run one file:
 *   KN_BIN=target/debug/kloudnests npx playwright test journeys/smoke.spec.ts
 * Each worker starts a server of its own, on a data folder or PostgreSQL database of its own: fixtures/server.ts.
 */
export default defineConfig({
  testDir: 'journeys',
  outputDir: 'test-results',
  fullyParallel: false, // journeys of one file build on each other's server
  workers: Number(process.env.E2E_WORKERS ?? 2),
  forbidOnly: process.env.CI === 'true',
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: [['list']],
  use: {
    trace: { mode: 'retain-on-failure', screenshots: false, snapshots: true, sources: false },
    screenshot: 'only-on-failure',
    locale: 'en-US',
    timezoneId: 'UTC',
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      executablePath: findChromium(),
      args: [
        ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1440, height: 900 } } },
    { name: 'phone', grep: /@phone/, use: { viewport: { width: 390, height: 844 }, hasTouch: true } },
  ],
})
