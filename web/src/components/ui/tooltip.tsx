import { Tooltip as TooltipPrimitive } from 'radix-ui'
import type * as React from 'react'
import { overlayRoot } from '@/lib/overlays'
import { cn } from '@/lib/utils'

/** `<Tooltip text="…"><Button/></Tooltip>`: the child must be focusable. Without text it only holds its child. */
export function Tooltip({
  text,
  children,
  side = 'top',
  className,
}: {
  text: React.ReactNode
  children: React.ReactNode
  side?: 'top' | 'right' | 'bottom' | 'left'
  className?: string
}) {
  return (
    <TooltipPrimitive.Provider delayDuration={300}>
      <TooltipPrimitive.Root data-slot="tooltip">
        <TooltipPrimitive.Trigger asChild>{children}</TooltipPrimitive.Trigger>
        {text ? (
          <TooltipPrimitive.Portal container={overlayRoot()}>
            <TooltipPrimitive.Content
              data-slot="tooltip-content"
              side={side}
              sideOffset={6}
              collisionPadding={8}
              className={cn(
                'data-[state=delayed-open]:fade-in-0 z-50 max-w-72 rounded-md border bg-popover px-2.5 py-1.5 text-popover-foreground text-xs shadow-lg data-[state=delayed-open]:animate-in',
                className,
              )}
            >
              {text}
            </TooltipPrimitive.Content>
          </TooltipPrimitive.Portal>
        ) : null}
      </TooltipPrimitive.Root>
    </TooltipPrimitive.Provider>
  )
}
