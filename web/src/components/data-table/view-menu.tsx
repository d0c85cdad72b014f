import { Download, SlidersHorizontal } from 'lucide-react'
import { ActionButton, Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuLabel,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'

interface ViewMenuProps {
  columns: readonly { id: string; header: string }[]
  hidden: ReadonlySet<string>
  onToggle: (id: string) => void
  density: string
  onDensity: (density: string) => void
  exporting: boolean
  onExport?: () => void
}

/** Columns, density and export of a table. */
export function ViewMenu(props: ViewMenuProps) {
  return (
    <div className="ml-auto flex gap-2">
      {props.onExport ? (
        <ActionButton variant="ghost" size="sm" pending={props.exporting} onClick={props.onExport}>
          {props.exporting ? null : <Download aria-hidden="true" />}
          Export CSV
        </ActionButton>
      ) : null}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="sm">
            <SlidersHorizontal aria-hidden="true" />
            View
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent className="w-52">
          <DropdownMenuLabel>Columns</DropdownMenuLabel>
          {props.columns.slice(1).map((column) => (
            <DropdownMenuCheckboxItem
              key={column.id}
              checked={!props.hidden.has(column.id)}
              onCheckedChange={() => props.onToggle(column.id)}
            >
              {column.header}
            </DropdownMenuCheckboxItem>
          ))}
          <DropdownMenuSeparator />
          <DropdownMenuLabel>Density</DropdownMenuLabel>
          <DropdownMenuRadioGroup value={props.density} onValueChange={props.onDensity}>
            <DropdownMenuRadioItem value="comfortable">Comfortable</DropdownMenuRadioItem>
            <DropdownMenuRadioItem value="dense">Dense</DropdownMenuRadioItem>
          </DropdownMenuRadioGroup>
        </DropdownMenuContent>
      </DropdownMenu>
    </div>
  )
}
