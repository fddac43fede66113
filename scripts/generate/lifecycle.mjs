// docs/lifecycle.md, printed by the domain's own function from the table that the service runs on.
import { loadSource } from './load-source.mjs'

/** The text of docs/lifecycle.md. */
export async function generateLifecycle() {
  const { lifecycleDocument } = await loadSource('packages/domain/lifecycle-document.ts')
  return lifecycleDocument()
}
