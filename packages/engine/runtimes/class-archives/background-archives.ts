import { setTimeout as pause } from 'node:timers/promises'
import type { Logger } from '@weir/domain'
import type { ClassArchiveInput } from './class-archive-input.ts'
import { type ClassArchives, findClassArchives, makeClassArchives } from './class-archives.ts'

/** The first start of a runtime has the machine to itself for so long. */
const LATER_MS = 20_000

/** The archives for a start, now; where there are none they are made in the background, once, and serve the starts after. */
export type ClassArchivesNow = (input: Omit<ClassArchiveInput, 'cacheDir'>) => Promise<ClassArchives | undefined>

/** A missing archive is never an error: a start without one is slower. */
export function createClassArchives({
  cacheDir,
  makes,
  logger,
}: {
  cacheDir: string
  /** Whether missing ones are made. */
  makes: boolean
  logger: Pick<Logger, 'info' | 'warn'>
}): ClassArchivesNow {
  const asked = new Set<string>()
  const make = async (input: ClassArchiveInput): Promise<void> => {
    await pause(LATER_MS, undefined, { ref: false })
    const log = (line: string): void => {
      logger.info({ runtime: input.runtime.runtime }, line)
    }
    await makeClassArchives({ ...input, log })
  }
  return async (given) => {
    const input = { ...given, cacheDir }
    const { home } = given.runtime
    try {
      const found = await findClassArchives(input)
      if (found !== undefined || !makes || asked.has(home)) return found
    } catch (error) {
      logger.warn({ err: error, runtime: given.runtime.runtime }, 'class archives cannot be looked for')
      return undefined
    }
    asked.add(home)
    void make(input).catch((error: unknown) => {
      logger.warn({ err: error, runtime: given.runtime.runtime }, 'no class archives could be made; starts are slower')
    })
    return undefined
  }
}
