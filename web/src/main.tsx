import { installNonce } from '@/lib/csp-nonce'
import './styles/app.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { isProblem } from '@/api/errors'
import { createQueryClient } from '@/api/query-client'
import { createAppRouter } from '@/router'

installNonce()

const root = document.getElementById('root')
if (root) {
  const router = createAppRouter({ queryClient: createQueryClient() })
  // A refusal of the API has its own page; only faults of ours belong in the console.
  const onCaughtError = (error: unknown) => {
    if (!isProblem(error)) console.error(error)
  }
  createRoot(root, { onCaughtError }).render(
    <StrictMode>
      <RouterProvider router={router} />
    </StrictMode>,
  )
}
