import { installNonce } from '@/lib/csp-nonce'
import './styles/app.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { config } from 'zod/mini'
import { createQueryClient } from '@/api/query-client'
import { createAppRouter } from '@/router'

installNonce()
config({ jitless: true }) // zod probes `new Function`, which a strict policy reports

const root = document.getElementById('root')
if (root) {
  const router = createAppRouter({ queryClient: createQueryClient() })
  createRoot(root).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  )
}
