import { zodResolver } from '@hookform/resolvers/zod'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import {
  adminBrandingSettingsGetOptions,
  adminBrandingSettingsGetQueryKey,
  siteGetQueryKey,
} from '@/api/generated/@tanstack/react-query.gen'
import { adminBrandingSettingsPut } from '@/api/generated/sdk.gen'
import type { BrandingValue } from '@/api/generated/types.gen'
import { TextField } from '@/components/text-field'
import { SavedBy } from '@/features/admin/settings/saved-by'
import { SettingsCard } from '@/features/admin/settings/settings-card'
import { contrastWithWhite } from '@/lib/contrast'
import { z } from '@/lib/zod'

const hex = /^#[0-9a-f]{6}$/i

const names = z.object({
  name: z.string().trim().min(1, 'Give the name of the brand.').max(60),
  tagline: z.string().trim().max(120),
  browser_title: z.string().trim().max(120),
  support_email: z.union([z.literal(''), z.email('Give an e-mail address.')]),
})
const readable = (accent: string) => !hex.test(accent) || contrastWithWhite(accent) >= 4.5

const look = z.object({
  accent: z
    .string()
    .trim()
    .regex(hex, 'Give a colour such as #2563ea.')
    .refine(readable, 'White text is hard to read on it; choose a darker colour.'),
})

export default function BrandingSection() {
  const section = useSuspenseQuery(adminBrandingSettingsGetOptions()).data
  const queries = useQueryClient()
  const { value } = section
  const reads = [adminBrandingSettingsGetQueryKey(), siteGetQueryKey()]
  const save = async (part: Partial<BrandingValue>) => {
    const body = { value: { ...value, ...part }, version: section.version }
    const answer = await adminBrandingSettingsPut({ body, throwOnError: true })
    queries.setQueryData(adminBrandingSettingsGetQueryKey(), answer.data)
  }
  return (
    <>
      <SettingsCard
        title="Brand"
        description="How customers know you: in the rail, on the public site and in mails."
        values={{
          name: value.name,
          tagline: value.tagline,
          browser_title: value.browser_title,
          support_email: value.support_email,
        }}
        resolver={zodResolver(names)}
        reads={reads}
        save={save}
      >
        {(form) => (
          <>
            <div className="grid gap-4 sm:grid-cols-2">
              <TextField form={form} name="name" label="Name" />
              <TextField form={form} name="support_email" label="Support e-mail" type="email" optional />
            </div>
            <TextField form={form} name="tagline" label="Tagline" optional />
            <TextField
              form={form}
              name="browser_title"
              label="Browser title"
              description="The title of the public site in tabs and search results."
              optional
            />
          </>
        )}
      </SettingsCard>
      <SettingsCard
        title="Accent colour"
        description="The colour of main buttons. White text must be readable on it."
        values={{ accent: value.accent }}
        resolver={zodResolver(look)}
        reads={reads}
        save={save}
      >
        {(form) => {
          const accent = form.watch('accent')
          const shown = look.safeParse({ accent }).success ? accent : value.accent
          return (
            <div className="flex flex-wrap items-end gap-4">
              <TextField form={form} name="accent" label="Colour" mono className="w-40" />
              <input
                type="color"
                aria-label="Pick the colour"
                value={shown}
                onChange={(event) =>
                  form.setValue('accent', event.target.value, { shouldDirty: true, shouldValidate: true })
                }
                className="h-9 w-14 cursor-pointer rounded-md border border-input bg-surface p-1"
              />
              <span
                aria-hidden="true"
                className="inline-flex h-9 items-center rounded-md px-4 font-medium text-primary-foreground text-sm"
                style={{ backgroundColor: shown }}
              >
                Order server
              </span>
            </div>
          )
        }}
      </SettingsCard>
      <SavedBy section={section} />
    </>
  )
}
