import { Check, ChevronsUpDown } from 'lucide-react'
import { type ReactNode, useState } from 'react'
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
import { cn } from '@/lib/utils'

export interface ComboboxOption {
  value: string
  label: string
  hint?: ReactNode
  disabled?: boolean
}

interface ComboboxProps {
  id?: string
  label: string
  value: string | null
  onValueChange: (value: string) => void
  options: readonly ComboboxOption[]
  /** Give it to search on the server; the options are then shown as they come. */
  onSearch?: (text: string) => void
  placeholder?: string
  searchPlaceholder?: string
  empty?: ReactNode
  loading?: boolean
  disabled?: boolean
  className?: string
  'aria-invalid'?: boolean
  'aria-describedby'?: string
}

/** A select with a filter field: Popover + cmdk. */
export function Combobox(props: ComboboxProps) {
  const { options, value, placeholder = 'Choose…', searchPlaceholder = 'Search…', onSearch } = props
  const [open, setOpen] = useState(false)
  const chosen = options.find((option) => option.value === value)
  return (
    <Popover open={open} onOpenChange={setOpen}>
      <PopoverTrigger asChild>
        <Button
          id={props.id}
          variant="outline"
          role="combobox"
          aria-expanded={open}
          aria-label={chosen ? `${props.label}: ${chosen.label}` : props.label}
          aria-invalid={props['aria-invalid']}
          aria-describedby={props['aria-describedby']}
          disabled={props.disabled}
          className={cn(
            'w-full justify-between font-normal aria-invalid:border-destructive',
            !chosen && 'text-muted-foreground',
            props.className,
          )}
        >
          <span className="truncate">{chosen?.label ?? placeholder}</span>
          <ChevronsUpDown aria-hidden="true" className="text-muted-foreground" />
        </Button>
      </PopoverTrigger>
      <PopoverContent aria-label={props.label} className="w-(--radix-popover-trigger-width) min-w-56 p-0">
        <Command shouldFilter={!onSearch} label={props.label}>
          <CommandInput placeholder={searchPlaceholder} onValueChange={onSearch} />
          <CommandList aria-busy={props.loading}>
            <CommandEmpty>{props.loading ? 'Searching…' : (props.empty ?? 'Nothing matches.')}</CommandEmpty>
            <CommandGroup>
              {options.map((option) => (
                <CommandItem
                  key={option.value}
                  value={option.value}
                  keywords={[option.label]}
                  disabled={option.disabled}
                  onSelect={() => {
                    props.onValueChange(option.value)
                    setOpen(false)
                  }}
                >
                  <span className="min-w-0 flex-1">
                    <span className="block truncate">{option.label}</span>
                    {option.hint ? (
                      <span className="block truncate text-muted-foreground text-xs">{option.hint}</span>
                    ) : null}
                  </span>
                  <Check
                    aria-hidden="true"
                    className={cn(option.value === value ? 'opacity-100' : 'opacity-0')}
                  />
                </CommandItem>
              ))}
            </CommandGroup>
          </CommandList>
        </Command>
      </PopoverContent>
    </Popover>
  )
}
