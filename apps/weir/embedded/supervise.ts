import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from '@weir/domain'
import { stopProcess, untilGone, type IdentifiedProcess, type Persuasion } from './stop-process.ts'

export interface Supervised {
  /** The process that serves now; another one after a restart. */
  pid(): number
  /** Ends the process and the supervision; returns when it is gone. */
  stop(): Promise<void>
}

/**
 * Keeps a server running: what dies without having been stopped (a crash, an OOM kill) is started again, with growing pauses
 * while it does not come up. The first start is the caller's to see: its error is thrown.
 */
export async function supervise({
  name,
  start,
  persuasion,
  logger,
}: {
  name: string
  /** Starts the server, or adopts the one that runs; returns when it answers. */
  start: () => Promise<IdentifiedProcess>
  persuasion: Persuasion
  logger: Logger
}): Promise<Supervised> {
  let current = await start()
  const stopping = new AbortController()

  const restart = async (): Promise<void> => {
    for (let pause = 100; !stopping.signal.aborted; pause = Math.min(pause * 2, 5000)) {
      logger.warn({ part: name, pid: current.pid }, 'an embedded part ended by itself and is started again')
      try {
        current = await start()
        logger.info({ part: name, pid: current.pid }, 'the embedded part is back')
        return
      } catch (error) {
        logger.error({ part: name, err: error }, 'the embedded part does not start')
        await delay(pause, undefined, { signal: stopping.signal }).catch(() => undefined)
      }
    }
  }
  const watch = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      await untilGone(current, stopping.signal)
      await restart()
    }
  }
  const watching = watch()

  return {
    pid: () => current.pid,
    stop: async () => {
      stopping.abort()
      // A restart under way finishes first, so that what it brings up is what is stopped.
      await watching
      await stopProcess(current, persuasion)
    },
  }
}
