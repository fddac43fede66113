import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { EngineError } from '@weir/domain'
import { findRelease, releaseName, runtimeCatalogue, type RuntimeRelease } from './catalogue.ts'
import { installRelease } from './install.ts'
import { MANIFEST, readRuntimeHome, type RuntimeHome } from './runtime-home.ts'

/** The releases of runtimes that this worker can run. */
export interface Releases {
  /** Name of the release a new cluster gets; undefined for a runtime that is not known. */
  newest(runtime: string): string | undefined
  /**
   * The Flink of a release: installed when it is the newest one and not there, found when it is an older one that still is. Throws
   * EngineError: `unreachable` when a registry does not answer, `configuration` when an older one is gone.
   */
  home(runtime: string, release?: string): Promise<RuntimeHome>
}

/** Releases of the catalogue, fetched when they are first needed. */
export function createReleases({
  cacheDir,
  catalogue = runtimeCatalogue,
  log,
}: {
  cacheDir: string
  catalogue?: readonly RuntimeRelease[] | undefined
  log: (runtime: string, line: string) => void
}): Releases {
  const newest = (runtime: string): string | undefined => {
    const found = findRelease(runtime, catalogue)
    return found && releaseName(found)
  }
  return {
    newest,
    home: async (runtime, release = newest(runtime)) => {
      const found = findRelease(runtime, catalogue)
      if (found === undefined) throw new EngineError('configuration', `${runtime} cannot be run by this service.`)
      if (release !== releaseName(found)) return installed({ cacheDir, runtime, release: release ?? '' })
      const tools = { python: 'python3', maven: 'mvn' }
      return installRelease({ release: found, cacheDir, log: (line) => log(runtime, line), tools }).catch(
        (error: unknown) => {
          // A registry that does not answer now may answer later.
          throw new EngineError('unreachable', `Flink cannot be installed: ${String(error)}`, { cause: error })
        },
      )
    },
  }
}

/** An older release, from which a running job came and to which it may have to go back. */
async function installed({
  cacheDir,
  runtime,
  release,
}: {
  cacheDir: string
  runtime: string
  release: string
}): Promise<RuntimeHome> {
  const home = join(cacheDir, 'runtimes', `flink-${release.replace(/-r\d+$/, '')}`)
  const manifest = await readFile(join(home, MANIFEST), 'utf8').catch(() => undefined)
  const found = manifest === undefined ? undefined : await readRuntimeHome(home, manifest)
  if (found?.runtime === runtime) return found
  throw new EngineError('configuration', `Release ${release} of ${runtime} is not installed on this worker any more.`)
}
