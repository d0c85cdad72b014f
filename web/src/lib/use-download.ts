import { useMutation } from '@tanstack/react-query'
import { saveBlob } from '@/lib/save-blob'

/** Fetches a file and hands it to the browser; an error shows as a toast. */
export function useDownload() {
  return useMutation({
    mutationFn: async ({ fetchFile }: { filename: string; fetchFile: () => Promise<Blob> }) => fetchFile(),
    onSuccess: (blob, { filename }) => saveBlob(blob, filename),
  })
}
