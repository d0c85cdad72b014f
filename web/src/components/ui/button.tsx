import { Slot } from 'radix-ui'
import type * as React from 'react'
import { type ButtonVariantProps, buttonVariants } from '@/components/ui/button-variants'
import { Spinner } from '@/components/ui/spinner'
import { Tooltip } from '@/components/ui/tooltip'
import { cn } from '@/lib/utils'

type ButtonProps = React.ComponentProps<'button'> & ButtonVariantProps & { asChild?: boolean }

export function Button({
  className,
  variant,
  size,
  asChild = false,
  type = 'button',
  ...props
}: ButtonProps) {
  const Comp = asChild ? Slot.Root : 'button'
  return (
    <Comp
      data-slot="button"
      data-variant={variant ?? 'default'}
      data-size={size ?? 'default'}
      type={asChild ? undefined : type}
      className={cn(buttonVariants({ variant, size }), className)}
      {...props}
    />
  )
}

type ActionButtonProps = Omit<ButtonProps, 'asChild'> & { pending?: boolean; reason?: string }

/**
 * A button for work in flight. It is marked busy instead of disabled, so the focus is not lost, and it ignores clicks
 * meanwhile. `reason` disables it with an explanation the way a lone `disabled` never could.
 */
export function ActionButton({ pending = false, ...props }: ActionButtonProps) {
  const { reason, onClick, children, ...rest } = props
  const blocked = pending || Boolean(reason)
  const button = (
    <Button
      {...rest}
      aria-disabled={blocked || undefined}
      aria-busy={pending || undefined}
      onClick={(event) => {
        if (blocked) event.preventDefault()
        else onClick?.(event)
      }}
    >
      {pending ? <Spinner /> : null}
      {children}
    </Button>
  )
  // Wrapped as long as there may be a reason, so that the button is not made anew when the reason goes away.
  return 'reason' in props ? <Tooltip text={reason}>{button}</Tooltip> : button
}

/** The submit button of a form: busy while the form is being sent. */
export function SubmitButton(props: React.ComponentProps<typeof ActionButton>) {
  return <ActionButton type="submit" {...props} />
}
