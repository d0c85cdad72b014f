import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** One self-contained script that sets globalThis.KN = { render, paths }; no Node APIs, so an embedded engine can run it. */
export default defineConfig({
  plugins: [react()],
  resolve: { tsconfigPaths: true, conditions: ['browser', 'module', 'import', 'default'] },
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    outDir: 'dist-ssr',
    target: 'es2020',
    copyPublicDir: false,
    lib: { entry: 'src/site/entry-server.tsx', name: 'KN', formats: ['iife'], fileName: () => 'site.js' },
  },
})
