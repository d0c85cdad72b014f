export const sections = ['company', 'branding', 'payments', 'email'] as const
export type Section = (typeof sections)[number]

export const isSection = (text: string): text is Section => sections.some((section) => section === text)
