import { setInterval as every } from 'node:timers/promises'
import { processesOf } from './processes.ts'

/** Watches, all the time, how long the clusters below a data directory live, all of them together. */
export function watchLifetimes(dataDir: string) {
  const stopping = new AbortController()
  let absentBefore = Date.now()
  let lived: { from: number; to: number } | undefined
  let absentAfter: number | undefined

  const look = () => {
    const now = Date.now()
    // With the wrappers of a sandbox: they are the first of a cluster's processes.
    const mark = (argument: string): boolean => argument.startsWith('-Dweir.deployment=')
    const alive = processesOf(dataDir).some(({ commandLine }) => commandLine.some(mark))
    if (alive) {
      lived = { from: lived?.from ?? now, to: Date.now() }
      absentAfter = undefined
    } else if (lived === undefined) absentBefore = now
    else absentAfter ??= Date.now()
  }

  const watching = (async () => {
    try {
      for await (const _ of every(200, undefined, { signal: stopping.signal })) look()
    } catch (error) {
      if (!stopping.signal.aborted) throw error
    }
  })()

  return {
    /** Between what they lived for certain and what they can have lived, in seconds. */
    seconds: () => {
      look()
      if (lived === undefined || absentAfter === undefined) throw new Error('not one whole life was seen')
      return { least: (lived.to - lived.from) / 1000, most: (absentAfter - absentBefore) / 1000 }
    },
    stop: async () => {
      stopping.abort()
      await watching
    },
  }
}
