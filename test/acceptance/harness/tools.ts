import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** The root of the repository. */
export const root = join(import.meta.dirname, '../../..')

/** A program of the tests' Python environment, which `npm test` makes. */
export function tool(name: string): string {
  const file = join(process.env.WEIR_CACHE_DIR ?? join(root, '.cache'), 'test-tools/bin', name)
  if (!existsSync(file)) throw new Error(`${file} is missing: run the tests through npm test`)
  return file
}
