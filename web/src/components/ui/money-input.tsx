import { useState } from 'react'
import { InputGroup, InputGroupAddon, InputGroupInput } from '@/components/ui/input-group'
import { decimalText, parseAmount } from '@/lib/format'

interface MoneyInputProps {
  currency: string
  /** Integer minor units, or null when the field is empty or not an amount. */
  value: number | null
  onValueChange: (amount: number | null) => void
  id?: string
  name?: string
  placeholder?: string
  disabled?: boolean
  required?: boolean
  onBlur?: () => void
  ref?: React.Ref<HTMLInputElement>
  'aria-label'?: string
  'aria-invalid'?: boolean
  'aria-describedby'?: string
}

/** An amount typed as text and held in integer minor units: `12.5` → 1250. */
export function MoneyInput({ currency, value, onValueChange, onBlur, ...props }: MoneyInputProps) {
  const [text, setText] = useState(() => (value === null ? '' : decimalText({ amount: value, currency })))
  const parsed = text === '' ? null : parseAmount(text, currency)
  const shown = parsed === value ? text : value === null ? text : decimalText({ amount: value, currency })
  return (
    <InputGroup>
      <InputGroupAddon>{currency}</InputGroupAddon>
      <InputGroupInput
        inputMode="decimal"
        autoComplete="off"
        className="tnum text-right"
        value={shown}
        onChange={(event) => {
          setText(event.target.value)
          onValueChange(event.target.value === '' ? null : parseAmount(event.target.value, currency))
        }}
        onBlur={() => {
          if (value !== null) setText(decimalText({ amount: value, currency }))
          onBlur?.()
        }}
        {...props}
      />
    </InputGroup>
  )
}
