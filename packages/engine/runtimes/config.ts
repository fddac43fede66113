import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where runtimes are kept when nothing else is said; the same place that the service uses. */
export function defaultCacheDir(environment: NodeJS.ProcessEnv = process.env): string {
  const base = environment['XDG_CACHE_HOME'] ?? join(homedir(), '.cache')
  return resolve(environment['WEIR_CACHE_DIR'] ?? join(base, 'weir'))
}
