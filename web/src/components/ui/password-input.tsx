import { Dices, Eye, EyeOff } from 'lucide-react'
import type * as React from 'react'
import { useState } from 'react'
import { InputGroup, InputGroupInput } from '@/components/ui/input-group'

const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789-_.+'

/** A random password without look-alikes; `length` characters of about 5.9 bits each. */
export function generatePassword(length = 20) {
  const limit = 256 - (256 % alphabet.length)
  let out = ''
  while (out.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length * 2))) {
      if (byte < limit && out.length < length) out += alphabet[byte % alphabet.length]
    }
  }
  return out
}

type PasswordInputProps = Omit<React.ComponentProps<'input'>, 'type'> & {
  /** Adds a button that makes a password; give it the setter of the form. */
  onGenerate?: (password: string) => void
}

/** Show/hide, a Caps Lock hint, and a generator on demand. Pasting and password managers work. */
export function PasswordInput({
  onGenerate,
  onKeyUp,
  autoComplete = 'current-password',
  ...props
}: PasswordInputProps) {
  const [shown, setShown] = useState(false)
  const [caps, setCaps] = useState(false)
  return (
    <div className="flex flex-col gap-1">
      <InputGroup>
        <InputGroupInput
          type={shown ? 'text' : 'password'}
          autoComplete={autoComplete}
          autoCapitalize="none"
          spellCheck={false}
          onKeyUp={(event) => {
            setCaps(event.getModifierState('CapsLock'))
            onKeyUp?.(event)
          }}
          {...props}
        />
        {onGenerate ? (
          <IconToggle
            label="Generate a password"
            onClick={() => {
              onGenerate(generatePassword())
              setShown(true)
            }}
          >
            <Dices className="size-4" />
          </IconToggle>
        ) : null}
        <IconToggle
          label={shown ? 'Hide password' : 'Show password'}
          pressed={shown}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOff className="size-4" /> : <Eye className="size-4" />}
        </IconToggle>
      </InputGroup>
      {caps ? (
        <p role="status" className="text-warning text-xs">
          Caps Lock is on.
        </p>
      ) : null}
    </div>
  )
}

function IconToggle(props: {
  label: string
  pressed?: boolean
  onClick: () => void
  children: React.ReactNode
}) {
  return (
    <button
      type="button"
      aria-label={props.label}
      aria-pressed={props.pressed}
      title={props.label}
      onClick={props.onClick}
      className="mr-1 grid size-7 shrink-0 place-content-center rounded-sm text-muted-foreground outline-none hover:bg-accent hover:text-foreground focus-visible:ring-[3px] focus-visible:ring-ring/60"
    >
      {props.children}
    </button>
  )
}
