import { Zap } from 'lucide-react'
import type { NavGroup } from '@/components/layout/nav'
import {
  Command,
  CommandEmpty,
  CommandGroup,
  CommandInput,
  CommandItem,
  CommandList,
  CommandShortcut,
} from '@/components/ui/command'
import { Kbd } from '@/components/ui/kbd'
import { useOfferedActions } from '@/lib/quick-actions'

/** Loaded when the palette is first opened. */
export default function PaletteBody(props: {
  items: NavGroup['items']
  pick: (run: () => void) => void
  goTo: (to: string) => void
}) {
  const actions = useOfferedActions()
  return (
    <Command label="Search or jump to" loop>
      <CommandInput autoFocus placeholder="Search or jump to…" />
      <CommandList className="max-h-[min(24rem,60vh)]">
        <CommandEmpty>Nothing matches.</CommandEmpty>
        {actions.length > 0 ? (
          <CommandGroup heading="Actions">
            {actions.map((action) => {
              const Icon = action.icon ?? Zap
              return (
                <CommandItem
                  key={action.label}
                  value={`action ${action.label}`}
                  keywords={action.keywords}
                  onSelect={() => props.pick(action.run)}
                >
                  <Icon aria-hidden="true" />
                  {action.label}
                </CommandItem>
              )
            })}
          </CommandGroup>
        ) : null}
        <CommandGroup heading="Go to">
          {props.items.map((item) => (
            <CommandItem
              key={item.to}
              value={`go ${item.label}`}
              onSelect={() => props.pick(() => props.goTo(item.to))}
            >
              <item.icon aria-hidden="true" />
              {item.label}
              {item.key ? (
                <CommandShortcut>
                  <Kbd>g</Kbd>
                  <Kbd>{item.key}</Kbd>
                </CommandShortcut>
              ) : null}
            </CommandItem>
          ))}
        </CommandGroup>
      </CommandList>
    </Command>
  )
}
