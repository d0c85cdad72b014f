import tailwindcss from '@tailwindcss/vite'
import { tanstackRouter } from '@tanstack/router-plugin/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** The policy the server sends, without its per-response style nonce. Kept here so that preview fails as early as production would. */
const csp = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "form-action 'self'",
].join('; ')

const server = process.env.KN_API_URL ?? 'http://127.0.0.1:8080'
const proxy = { '/api': server, '/healthz': server, '/readyz': server }

export default defineConfig({
  plugins: [
    tanstackRouter({ target: 'react', autoCodeSplitting: true, quoteStyle: 'single', semicolons: false }),
    react(),
    tailwindcss(),
  ],
  resolve: { tsconfigPaths: true },
  build: {
    target: 'baseline-widely-available',
    manifest: true,
    rollupOptions: { input: { app: 'index.html', site: 'site.html' } },
    sourcemap: 'hidden',
    assetsInlineLimit: 0, // a strict CSP forbids data: URIs
    reportCompressedSize: false, // tools/weigh.mjs measures brotli and holds the budgets
  },
  server: { port: 5173, proxy },
  preview: {
    port: 4173,
    proxy,
    headers: {
      'content-security-policy': csp,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
    },
  },
  test: {
    environment: 'happy-dom',
    setupFiles: ['src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
    testTimeout: 20_000,
  },
})
