import { DateText } from '@/components/time'

/** Who saved a section last, below its cards. */
export function SavedBy({ section }: { section: { updated_at: string | null; updated_by: string | null } }) {
  if (!section.updated_at) return <p className="text-dense text-muted-foreground">These are the defaults.</p>
  return (
    <p className="text-dense text-muted-foreground">
      Last saved <DateText value={section.updated_at} time />
      {section.updated_by ? ` by ${section.updated_by}` : ''}.
    </p>
  )
}
