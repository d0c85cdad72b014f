import { X } from 'lucide-react'
import { useState } from 'react'
import { messageOf } from '@/api/errors'
import { confirm } from '@/components/confirm'
import type { BulkAction } from '@/components/data-table/types'
import { ActionButton, Button } from '@/components/ui/button'
import { plural } from '@/lib/format'
import { toast } from '@/lib/toasts'

interface BulkBarProps<T> {
  actions: readonly BulkAction<T>[]
  rows: readonly { id: string; original: T }[]
  rowLabel: (row: T) => string
  /** Leaves only these selected. */
  onKeep: (ids: readonly string[]) => void
}

interface Failure {
  id: string
  text: string
}

/** Appears with a selection: acts row by row, shows `7/12`, keeps what failed selected with its reason. */
export function BulkBar<T>({ actions, rows, rowLabel, onKeep }: BulkBarProps<T>) {
  const [progress, setProgress] = useState<{ done: number; of: number } | null>(null)
  const [failures, setFailures] = useState<readonly Failure[]>([])
  if (rows.length === 0) return null

  async function start(action: BulkAction<T>) {
    if (progress) return
    const work = [...rows]
    if (action.confirm && !(await confirm(action.confirm(work.map((row) => row.original))))) return
    const failed: Failure[] = []
    for (const [index, row] of work.entries()) {
      setProgress({ done: index, of: work.length })
      try {
        await action.run(row.original)
      } catch (error) {
        failed.push({ id: row.id, text: `${rowLabel(row.original)}: ${messageOf(error)}` })
      }
    }
    setProgress(null)
    setFailures(failed)
    onKeep(failed.map((item) => item.id))
    if (failed.length === 0) toast.success(`${action.label}: ${plural(work.length, 'row')} done`)
    await action.onDone?.()
  }

  return (
    <div
      role="toolbar"
      aria-label="Selected rows"
      className="sticky bottom-4 z-30 mx-auto my-3 flex w-fit max-w-full flex-col gap-2 rounded-lg border bg-popover px-3 py-2 shadow-lg"
    >
      {failures.length > 0 ? (
        <ul role="alert" className="max-h-32 overflow-y-auto text-dense text-destructive">
          {failures.map((failure) => (
            <li key={failure.id}>{failure.text}</li>
          ))}
        </ul>
      ) : null}
      <div className="flex flex-wrap items-center gap-2">
        <p aria-live="polite" className="tnum px-1">
          {progress ? `${progress.done}/${progress.of}` : `${rows.length} selected`}
        </p>
        {actions.map((action) => (
          <ActionButton
            key={action.label}
            size="sm"
            variant={action.destructive ? 'destructive-outline' : 'secondary'}
            pending={progress !== null}
            onClick={() => void start(action)}
          >
            {action.icon && !progress ? <action.icon aria-hidden="true" /> : null}
            {action.label}
          </ActionButton>
        ))}
        <Button
          variant="ghost"
          size="icon-sm"
          aria-label="Clear the selection"
          onClick={() => {
            setFailures([])
            onKeep([])
          }}
        >
          <X aria-hidden="true" />
        </Button>
      </div>
    </div>
  )
}
