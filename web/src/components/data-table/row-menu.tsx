import { Ellipsis } from 'lucide-react'
import type { RowAction } from '@/components/data-table/types'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'

/** The menu at the end of a row, and the *More* menu of a page. */
export function RowMenu({ label, actions }: { label: string; actions: readonly RowAction[] }) {
  if (actions.length === 0) return null
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={label} className="text-muted-foreground">
          <Ellipsis aria-hidden="true" />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent>
        {actions.map((action) => (
          <DropdownMenuItem
            key={action.label}
            disabled={action.reason !== undefined}
            variant={action.destructive ? 'destructive' : 'default'}
            onSelect={action.onSelect}
          >
            {action.icon ? <action.icon aria-hidden="true" /> : null}
            <span>
              {action.label}
              {action.reason ? (
                <span className="block text-muted-foreground text-xs">{action.reason}</span>
              ) : null}
            </span>
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  )
}
