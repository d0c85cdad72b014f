/** Select fields never carry an empty value: "any" in filters, "none" in optional choices. */
export const ANY = 'any'
export const NONE = 'none'
