import type { Logger, Sleeper } from '@weir/domain'

/** Something a worker does again and again beside its loops, until it is stopped. */
export interface Keeper {
  stop(): Promise<void>
}

/** Longest that a stop waits for a round. */
const stopMs = 3_000

/**
 * Runs `round` every `everyMs`, never two at once; one that throws is logged and the next one comes. What a round does must be safe to
 * be cut off anywhere: a stop that has waited long enough leaves it as a crash would.
 */
export function startKeeper({
  name,
  everyMs,
  round,
  sleeper,
  logger,
}: {
  name: string
  everyMs: number
  round: (signal: AbortSignal) => Promise<void>
  sleeper: Sleeper
  logger: Logger
}): Keeper {
  const halt = new AbortController()
  const rounds = async (): Promise<void> => {
    while (!halt.signal.aborted) {
      await round(halt.signal).catch((error: unknown) => {
        if (!halt.signal.aborted) logger.error({ err: error, keeper: name }, 'a round of a keeper failed')
      })
      await sleeper.sleep(everyMs, halt.signal)
    }
  }
  const running = rounds()
  return {
    stop: async () => {
      halt.abort()
      await Promise.race([running, sleeper.sleep(stopMs)])
    },
  }
}
