import { Link, useRouter } from '@tanstack/react-router'
import { CloudOff, Compass, Lock, RotateCw } from 'lucide-react'
import type { ReactNode } from 'react'
import { messageOf, problemOf } from '@/api/errors'
import { CopyText } from '@/components/copy-button'
import { Button } from '@/components/ui/button'
import { Empty } from '@/components/ui/empty'
import { Skeleton } from '@/components/ui/skeleton'

/** What failed, what to do, and the number support will ask for. */
export function ErrorState({
  error,
  onRetry,
  title,
}: {
  error: unknown
  onRetry?: () => void
  title?: string
}) {
  const problem = problemOf(error)
  return (
    <div role="alert">
      <Empty
        icon={CloudOff}
        title={title ?? (problem.status === 0 ? problem.title : 'This could not be loaded')}
        action={
          onRetry ? (
            <Button variant="outline" onClick={onRetry}>
              <RotateCw aria-hidden="true" />
              Try again
            </Button>
          ) : null
        }
      >
        <p>{messageOf(problem)}</p>
        {problem.request_id ? (
          <p className="mt-1">
            Request <CopyText value={problem.request_id} label="Copy request id" />
          </p>
        ) : null}
      </Empty>
    </div>
  )
}

export function NotFound({ children }: { children?: ReactNode }) {
  return (
    <PageState title="Page not found" icon={Compass} action={<HomeLink />}>
      {children ?? 'The address may be mistyped, or what stood here is gone.'}
    </PageState>
  )
}

export function Forbidden({ error }: { error?: unknown }) {
  return (
    <PageState title="You may not open this page" icon={Lock} action={<HomeLink />}>
      {error
        ? messageOf(error)
        : 'Your role does not include it. Ask an owner of this account or an administrator.'}
    </PageState>
  )
}

/** The router's error boundary: a problem with 403 and 404 gets its own page. */
export function PageError({ error, reset }: { error: unknown; reset?: () => void }) {
  const router = useRouter()
  const { status } = problemOf(error)
  if (status === 404) return <NotFound />
  if (status === 403) return <Forbidden error={error} />
  return (
    <>
      <title>Error</title>
      <h1 tabIndex={-1} className="sr-only">
        Error
      </h1>
      <ErrorState
        error={error}
        onRetry={() => {
          reset?.()
          void router.invalidate()
        }}
      />
    </>
  )
}

/** The same where no shell stands around it: a refused area, an unknown first path. */
export function BarePageError(props: { error: unknown; reset?: () => void }) {
  return (
    <main className="min-h-dvh">
      <PageError {...props} />
    </main>
  )
}

/** Shown after 300 ms of waiting for a page: the shape of most of them. */
export function PagePending() {
  return (
    <div className="flex flex-col gap-6" role="status" aria-label="Loading">
      <div className="flex flex-col gap-2">
        <Skeleton className="h-7 w-48" />
        <Skeleton className="h-4 w-80 max-w-full" />
      </div>
      <Skeleton className="h-28 w-full rounded-xl" />
      <Skeleton className="h-72 w-full rounded-xl" />
    </div>
  )
}

interface PageStateProps {
  title: string
  icon: typeof Lock
  action: ReactNode
  children: ReactNode
}

function PageState({ title, children, ...rest }: PageStateProps) {
  return (
    <div className="grid min-h-[50vh] place-content-center">
      <title>{title}</title>
      <h1 tabIndex={-1} className="sr-only">
        {title}
      </h1>
      <Empty title={title} {...rest}>
        {children}
      </Empty>
    </div>
  )
}

function HomeLink() {
  return (
    <Button asChild variant="outline">
      <Link to="/dashboard">Go to the dashboard</Link>
    </Button>
  )
}
