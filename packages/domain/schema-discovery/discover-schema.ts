import type { DiscoveredSchema } from './discovered-schema.ts'
import { discoverCsv } from './discover-csv.ts'
import { discoverJson } from './discover-json.ts'

/**
 * Finds the schema of sampled bytes, as DiscoverInputSchema answers it; undefined when they have none that can be told. `complete` is false
 * when the source goes on behind the sample: then what the sample breaks off in is left out.
 */
export function discoverSchema(text: string, how: { readonly complete: boolean }): DiscoveredSchema | undefined {
  // Text has none of them; what has is something else.
  if (text.trim() === '' || /[\u0000-\u0008\u000E-\u001F]/.test(text)) return undefined
  return /^\s*[[{]/.test(text) ? discoverJson(text, how) : discoverCsv(text, how)
}
