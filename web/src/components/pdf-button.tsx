import { useMutation } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import type { Invoice } from '@/api/generated/types.gen'
import { ActionButton } from '@/components/ui/button'
import { saveBlob } from '@/lib/save-blob'
import { invoiceName } from '@/lib/words'

/** Downloads the document; `fetchPdf` is the customer's or the staff's call. */
export function PdfButton({
  invoice,
  fetchPdf,
}: {
  invoice: Pick<Invoice, 'number' | 'reference'>
  fetchPdf: () => Promise<Blob>
}) {
  const download = useMutation({
    mutationFn: fetchPdf,
    onSuccess: (blob) => saveBlob(blob, `${invoiceName(invoice)}.pdf`),
  })
  return (
    <ActionButton variant="outline" pending={download.isPending} onClick={() => download.mutate()}>
      <Download aria-hidden="true" />
      Download PDF
    </ActionButton>
  )
}
