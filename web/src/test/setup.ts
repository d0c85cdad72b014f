import '@testing-library/jest-dom/vitest'
import { cleanup, configure } from '@testing-library/react'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { toast, toastStore } from '@/lib/toasts'
import { server } from '@/test/server'

configure({ asyncUtilTimeout: 5000 }) // pages are loaded lazily, and transformed on their first import

beforeAll(() => server.listen({ onUnhandledRequest: 'error' }))
afterEach(() => {
  cleanup()
  server.resetHandlers()
  localStorage.clear()
  sessionStorage.clear()
  for (const entry of toastStore.get()) toast.dismiss(entry.id)
})
afterAll(() => server.close())
