import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'

/** The root of the repository. */
export const root = join(import.meta.dirname, '../../..')

/** A program of the tests' Python environment, which `npm test` makes. */
export function tool(name: string): string {
  const { WEIR_CACHE_DIR, XDG_CACHE_HOME } = process.env
  const cache = WEIR_CACHE_DIR ?? join(XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'weir')
  const file = join(cache, 'test-tools/bin', name)
  if (!existsSync(file)) throw new Error(`${file} is missing: run the tests through npm test`)
  return file
}
