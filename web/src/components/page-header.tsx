import { Link, type LinkProps } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { Breadcrumb, BreadcrumbItem, BreadcrumbLink, BreadcrumbPage } from '@/components/ui/breadcrumb'
import { useBrandName } from '@/lib/use-session'
import { cn } from '@/lib/utils'

export interface Crumb {
  label: string
  link: Pick<LinkProps, 'to' | 'params' | 'search'>
}

/** The top of every page: breadcrumb (from the second level), h1 with one line of purpose, actions on the right. */
export function PageHeader({
  title,
  purpose,
  crumbs = [],
  actions,
  badge,
  className,
}: {
  title: string
  purpose?: ReactNode
  /** The levels above this page. */
  crumbs?: readonly Crumb[]
  actions?: ReactNode
  badge?: ReactNode
  className?: string
}) {
  const brand = useBrandName()
  return (
    <header data-slot="page-header" className={cn('flex flex-col gap-2', className)}>
      <title>{`${title} · ${brand}`}</title>
      {crumbs.length > 0 ? (
        <Breadcrumb>
          {crumbs.map((crumb) => (
            <BreadcrumbItem key={crumb.label}>
              <BreadcrumbLink asChild>
                <Link {...crumb.link}>{crumb.label}</Link>
              </BreadcrumbLink>
            </BreadcrumbItem>
          ))}
          <BreadcrumbItem>
            <BreadcrumbPage>{title}</BreadcrumbPage>
          </BreadcrumbItem>
        </Breadcrumb>
      ) : null}
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
        <div className="flex min-w-0 flex-col gap-1">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h1 tabIndex={-1} className="break-words font-semibold text-2xl leading-tight tracking-[-0.02em]">
              {title}
            </h1>
            {badge}
          </div>
          {purpose ? <p className="text-muted-foreground">{purpose}</p> : null}
        </div>
        {actions ? (
          <div data-print="hide" className="flex flex-wrap items-center gap-2">
            {actions}
          </div>
        ) : null}
      </div>
    </header>
  )
}

/** The column every page stands in: header, then sections 24 px apart. */
export function PageBody({ className, children }: { className?: string; children: ReactNode }) {
  return <div className={cn('flex flex-col gap-6', className)}>{children}</div>
}
