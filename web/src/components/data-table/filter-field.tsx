import { Search, X } from 'lucide-react'
import { useRef, useState } from 'react'
import { InputGroup, InputGroupAddon, InputGroupInput } from '@/components/ui/input-group'
import { useShortcuts } from '@/lib/shortcuts'
import { cn } from '@/lib/utils'

const WAIT_MS = 250

/** The text filter: writes to the URL a quarter of a second after the last key. `/` focuses it. */
export function FilterField(props: {
  label: string
  placeholder: string
  value: string
  onChange: (q: string | undefined) => void
  className?: string
}) {
  const [draft, setDraft] = useState<string | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const input = useRef<HTMLInputElement>(null)
  useShortcuts([{ keys: '/', label: 'Filter the list', group: 'Lists', run: () => input.current?.focus() }])

  function send(text: string) {
    clearTimeout(timer.current)
    setDraft(null)
    if (text.trim() !== props.value) props.onChange(text.trim() || undefined)
  }

  const shown = draft ?? props.value
  return (
    <InputGroup className={cn('h-8 sm:w-72', props.className)}>
      <InputGroupAddon>
        <Search aria-hidden="true" />
      </InputGroupAddon>
      <InputGroupInput
        ref={input}
        type="search"
        aria-label={props.label}
        placeholder={props.placeholder}
        value={shown}
        className="px-2 text-dense [&::-webkit-search-cancel-button]:hidden"
        onChange={(event) => {
          const text = event.target.value
          setDraft(text)
          clearTimeout(timer.current)
          timer.current = setTimeout(() => send(text), WAIT_MS)
        }}
        onKeyDown={(event) => {
          if (event.key === 'Enter') send(shown)
          if (event.key === 'Escape') {
            if (shown) send('')
            else input.current?.blur()
          }
        }}
      />
      {shown ? (
        <button
          type="button"
          aria-label="Clear the filter text"
          onClick={() => {
            send('')
            input.current?.focus()
          }}
          className="mr-1 grid size-6 place-content-center rounded-sm text-muted-foreground outline-none hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/60"
        >
          <X className="size-3.5" />
        </button>
      ) : null}
    </InputGroup>
  )
}
