import { createFileRoute, redirect } from '@tanstack/react-router'

/** The server answers `/` with the public site; only the development server brings someone here. */
export const Route = createFileRoute('/')({
  beforeLoad: () => {
    throw redirect({ to: '/dashboard' })
  },
})
