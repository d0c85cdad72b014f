import { Check, CirclePlus } from 'lucide-react'
import { useState } from 'react'
import type { Facet } from '@/components/data-table/types'
import { Button } from '@/components/ui/button'
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
} from '@/components/ui/command'
import { Popover, PopoverContent, PopoverTrigger } from '@/components/ui/popover'
import { ANY } from '@/lib/constants'
import { formatNumber } from '@/lib/format'
import { cn } from '@/lib/utils'

/** One filter: pick a value, or Any. */
export function FacetButton(props: {
  facet: Facet
  value: string | undefined
  onChange: (value: string | undefined) => void
}) {
  const { facet, value } = props
  const [open, setOpen] = useState(false)
  const chosen = facet.options.find((option) => option.value === value)
  const options = [{ value: ANY, label: 'Any' }, ...facet.options]
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          variant="outline"
          size="sm"
          className={cn('border-input/60', chosen ? 'border-ring/60' : 'border-dashed text-muted-foreground')}
        >
          {chosen ? null : <CirclePlus aria-hidden="true" />}
          {facet.label}
          {chosen ? <span className="text-link">{chosen.label}</span> : null}
        </Button>
      </PopoverTrigger>
      <PopoverContent className="w-56 p-0" aria-label={facet.label}>
        <Command label={facet.label}>
          {facet.options.length > 8 ? <CommandInput placeholder={facet.label} /> : null}
          <CommandList>
            <CommandEmpty>Nothing matches.</CommandEmpty>
            <CommandGroup>
              {options.map((option) => (
                <CommandItem
                  key={option.value}
                  value={option.label}
                  onSelect={() => {
                    setOpen(false)
                    props.onChange(option.value === ANY ? undefined : option.value)
                  }}
                >
                  <Check
                    aria-hidden="true"
                    className={cn(option.value === (value ?? ANY) ? 'text-link' : 'invisible')}
                  />
                  <span className="flex-1 truncate">{option.label}</span>
                  {'count' in option && option.count !== undefined ? (
                    <span className="tnum text-muted-foreground text-xs">{formatNumber(option.count)}</span>
                  ) : null}
                </CommandItem>
              ))}
            </CommandGroup>
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  )
}
