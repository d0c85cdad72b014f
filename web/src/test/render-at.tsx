import { createMemoryHistory, RouterProvider } from '@tanstack/react-router'
import { render } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { createQueryClient } from '@/api/query-client'
import { createAppRouter } from '@/router'

/** Renders the real route tree at a path; the API is `server` from test/server. */
export function renderAt(path: string) {
  const queryClient = createQueryClient()
  const history = createMemoryHistory({ initialEntries: [path] })
  const router = createAppRouter({ queryClient, history })
  render(<RouterProvider router={router} />)
  return { user: userEvent.setup(), router, queryClient, at: () => router.state.location.href }
}
