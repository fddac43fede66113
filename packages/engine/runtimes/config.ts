import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where downloads are kept; an empty value counts as absent, as compose files give it. The service and the installer ask here. */
export function defaultCacheDir(environment: NodeJS.ProcessEnv = process.env): string {
  const given = (name: string): string | undefined => environment[name]?.trim() || undefined
  return resolve(given('WEIR_CACHE_DIR') ?? join(given('XDG_CACHE_HOME') ?? join(homedir(), '.cache'), 'weir'))
}
