import { useBlocker } from '@tanstack/react-router'
import { confirm } from '@/components/confirm'

/** Asks before leaving a page whose form has unsaved changes. `useUnsavedGuard(form.formState.isDirty && !saved)` */
export function useUnsavedGuard(dirty: boolean) {
  useBlocker({
    disabled: !dirty,
    enableBeforeUnload: dirty,
    shouldBlockFn: async ({ current, next }) => {
      if (current.pathname === next.pathname) return false
      return !(await leaveAnyway())
    },
  })
}

/** The same question for a sheet or dialog: `if (!dirty || (await leaveAnyway())) close()`. */
export const leaveAnyway = () =>
  confirm({
    title: 'Leave without saving?',
    description: 'What you changed here will be lost.',
    confirmLabel: 'Leave',
    cancelLabel: 'Stay',
    destructive: true,
  })
