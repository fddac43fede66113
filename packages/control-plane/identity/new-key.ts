import type { Ids } from '@weir/domain'

/** A key in the form of AWS's: AKIA for a user's own, ASIA for one of a session. */
export const newKey = (
  ids: Ids,
  prefix: 'AKIA' | 'ASIA',
): { readonly accessKeyId: string; readonly secretAccessKey: string } => ({
  accessKeyId: `${prefix}${ids.hex(16).toUpperCase()}`,
  secretAccessKey: ids.token(40),
})
