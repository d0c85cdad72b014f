import { createContext, type ReactNode, use, useCallback, useEffect, useId, useState } from 'react'
import { useUnsavedGuard } from '@/components/unsaved-guard'

type Mark = (card: string, dirty: boolean) => void

const StackContext = createContext<Mark>(() => undefined)

/** A page of cards that save one by one; leaving asks once if any of them has changes. */
export function FormStack({ children }: { children: ReactNode }) {
  const [dirty, setDirty] = useState<ReadonlySet<string>>(new Set())
  const mark = useCallback<Mark>((card, on) => {
    setDirty((before) => {
      if (before.has(card) === on) return before
      const after = new Set(before)
      if (on) after.add(card)
      else after.delete(card)
      return after
    })
  }, [])
  useUnsavedGuard(dirty.size > 0)
  return (
    <StackContext value={mark}>
      <div className="flex max-w-3xl flex-col gap-6">{children}</div>
    </StackContext>
  )
}

/** Tells the stack whether this card has changes. */
export function useStackMark(dirty: boolean) {
  const mark = use(StackContext)
  const card = useId()
  useEffect(() => {
    mark(card, dirty)
    return () => mark(card, false)
  }, [mark, card, dirty])
}
