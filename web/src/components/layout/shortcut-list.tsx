import { Fragment } from 'react'
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { Switch } from '@/components/ui/switch'
import { usePreference } from '@/lib/preferences'
import { modKey, type Shortcut, useRegisteredShortcuts } from '@/lib/shortcuts'

/** What the page in front answers to, and the switch that turns single keys off. */
export default function ShortcutList({ onClose }: { onClose: () => void }) {
  const [setting, setSetting] = usePreference('shortcuts', 'on')
  return (
    <Dialog open onOpenChange={(next) => !next && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>Keyboard shortcuts</DialogTitle>
          <DialogDescription>They never fire while you are typing.</DialogDescription>
        </DialogHeader>
        <ShortcutGroups />
        <div className="flex items-center justify-between gap-3 border-t pt-4">
          <label htmlFor="shortcut-switch">Single-key shortcuts</label>
          <Switch
            id="shortcut-switch"
            checked={setting === 'on'}
            onCheckedChange={(on) => setSetting(on ? 'on' : 'off')}
          />
        </div>
      </DialogContent>
    </Dialog>
  )
}

function ShortcutGroups() {
  const registered = useRegisteredShortcuts()
  const items = dedupe(registered)
  const groups = [...new Set(items.map((item) => item.group))]
  return (
    <div className="flex flex-col gap-5">
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-2">
        <dt>Search and jump to</dt>
        <dd>
          <Keys keys={`${modKey()} K`} />
        </dd>
      </dl>
      {groups.map((name) => (
        <section key={name} className="flex flex-col gap-2">
          <h3 className="font-medium text-muted-foreground text-xs">{name}</h3>
          <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-2">
            {items
              .filter((item) => item.group === name)
              .map((item) => (
                <Fragment key={item.keys}>
                  <dt>{item.label}</dt>
                  <dd>
                    <Keys keys={item.keys} />
                  </dd>
                </Fragment>
              ))}
          </dl>
        </section>
      ))}
    </div>
  )
}

function dedupe(list: readonly Shortcut[]) {
  return [...new Map(list.map((item) => [item.keys, item])).values()]
}

function Keys({ keys }: { keys: string }) {
  return (
    <span className="flex gap-1">
      {keys.split(' ').map((key) => (
        <Kbd key={key}>{key}</Kbd>
      ))}
    </span>
  )
}
