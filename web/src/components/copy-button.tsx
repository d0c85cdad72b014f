import { Check, Copy } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { toast } from '@/lib/toasts'
import { cn } from '@/lib/utils'

/** Copies `value`; `label` says what, as in "Copy address". With `text` the label is visible. */
export function CopyButton({
  value,
  label,
  text = false,
  className,
}: {
  value: string | (() => Promise<string>)
  label: string
  text?: boolean
  className?: string
}) {
  const [copied, setCopied] = useState(false)
  async function copy() {
    try {
      await navigator.clipboard.writeText(typeof value === 'string' ? value : await value())
      setCopied(true)
      setTimeout(() => setCopied(false), 2000)
    } catch {
      toast.error('Could not copy', {
        description: 'The browser did not allow it. Select the text and copy it.',
      })
    }
  }
  const Icon = copied ? Check : Copy
  return (
    <Button
      variant={text ? 'outline' : 'ghost'}
      size={text ? 'sm' : 'icon-sm'}
      aria-label={text ? undefined : label}
      title={text ? undefined : label}
      onClick={() => void copy()}
      className={cn(!text && 'size-7 text-muted-foreground', className)}
    >
      <Icon aria-hidden="true" className={cn('size-3.5', copied && 'text-success')} />
      {text ? label : null}
      <span role="status" className="sr-only">
        {copied ? 'Copied' : ''}
      </span>
    </Button>
  )
}

/** A value in mono with its copy button: addresses, references, ids. */
export function CopyText({ value, label, className }: { value: string; label: string; className?: string }) {
  return (
    <span className={cn('inline-flex min-w-0 items-center gap-1', className)}>
      <code className="min-w-0 font-mono text-dense [overflow-wrap:anywhere]">{value}</code>
      <CopyButton value={value} label={label} />
    </span>
  )
}
