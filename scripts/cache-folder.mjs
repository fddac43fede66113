import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where downloads are kept, shared by every clone on a machine; packages/engine/runtimes/config.ts says the same to the service. */
export function cacheFolder(env = process.env) {
  return resolve(env.WEIR_CACHE_DIR || join(env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'weir'))
}
