/** Optional lists without entries are left out of descriptions. */
export const unlessEmpty = <T>(entries: T[]): T[] | undefined => (entries.length > 0 ? entries : undefined)
