import type { AuditRow } from '@/api/generated/types.gen'
import { CopyText } from '@/components/copy-button'
import { DateText } from '@/components/time'
import { DescriptionItem, DescriptionList } from '@/components/ui/description-list'
import {
  Sheet,
  SheetBody,
  SheetContent,
  SheetDescription,
  SheetHeader,
  SheetTitle,
} from '@/components/ui/sheet'
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table'
import { auditChanges, type Change } from '@/features/admin/system/diff'
import { humanize } from '@/lib/format'
import { actionWords, actorName } from '@/lib/words'

/** One entry of the log: who, what, why, and the fields before and after. */
export function AuditSheet({ row, onClose }: { row: AuditRow; onClose: () => void }) {
  const changes = auditChanges(row)
  return (
    <Sheet open onOpenChange={(open) => (open ? undefined : onClose())}>
      <SheetContent size="lg">
        <SheetHeader>
          <SheetTitle>{actionWords(row.action)}</SheetTitle>
          <SheetDescription>
            {actorName(row)}, <DateText value={row.at} time />
          </SheetDescription>
        </SheetHeader>
        <SheetBody>
          <div className="flex flex-col gap-6">
            <DescriptionList>
              <DescriptionItem term={humanize(row.subject_kind)}>
                <CopyText value={row.subject_id} label="Copy ID" />
              </DescriptionItem>
              {row.reason ? <DescriptionItem term="Reason">{row.reason}</DescriptionItem> : null}
              <DescriptionItem term="Address">
                <span className="font-mono text-dense">{row.ip ?? '–'}</span>
              </DescriptionItem>
              {row.request_id ? (
                <DescriptionItem term="Request">
                  <CopyText value={row.request_id} label="Copy request ID" />
                </DescriptionItem>
              ) : null}
            </DescriptionList>
            {changes.length > 0 ? (
              <Diff changes={changes} />
            ) : (
              <p className="text-muted-foreground">No field changed.</p>
            )}
          </div>
        </SheetBody>
      </SheetContent>
    </Sheet>
  )
}

function Diff({ changes }: { changes: readonly Change[] }) {
  return (
    <div className="overflow-x-auto rounded-lg border">
      <Table aria-label="Changes">
        <TableHeader>
          <TableRow>
            <TableHead>Field</TableHead>
            <TableHead>Before</TableHead>
            <TableHead>After</TableHead>
          </TableRow>
        </TableHeader>
        <TableBody>
          {changes.map((change) => (
            <TableRow key={change.field} className="align-top">
              <TableCell className="py-2">{humanize(change.field.replaceAll('.', ' '))}</TableCell>
              <TableCell className="max-w-60 whitespace-pre-wrap break-words py-2 font-mono text-muted-foreground text-xs">
                {change.before}
              </TableCell>
              <TableCell className="max-w-60 whitespace-pre-wrap break-words py-2 font-mono text-xs">
                {change.after}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  )
}
