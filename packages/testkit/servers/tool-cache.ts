import { homedir } from 'node:os'
import { join } from 'node:path'

/** Where `npm test` has put what it installs (scripts/provision.mjs, scripts/test/tools.mjs). */
export function inToolCache(...path: string[]): string {
  const caches = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  return join(process.env['WEIR_CACHE_DIR'] ?? join(caches, 'weir'), ...path)
}
