import { setInterval as every } from 'node:timers/promises'
import { clusterProcesses, type FlinkProcess } from '../../acceptance/harness/processes.ts'
import type { Fleet } from '../fleet.ts'

/** How far apart the looks are. */
const lookMs = 250

/** Looks at Flink's processes and their wrappers all the time, on all hosts together, as the kernel tells of them. */
export interface ProcessWatch {
  /** Returns how to stop listening. */
  listen(hear: (processes: readonly FlinkProcess[]) => void): () => void
  stop(): Promise<void>
}

export function watchProcesses({ workers }: Fleet): ProcessWatch {
  const dataDirs = workers.map(({ weir }) => weir.dataDir)
  const ears = new Set<(processes: readonly FlinkProcess[]) => void>()
  const halt = new AbortController()
  const watching = (async () => {
    try {
      for await (const _ of every(lookMs, undefined, { signal: halt.signal })) {
        const processes = clusterProcesses(...dataDirs)
        for (const hear of ears) hear(processes)
      }
    } catch (error) {
      if (!halt.signal.aborted) throw error
    }
  })()
  return {
    listen: (hear) => {
      ears.add(hear)
      return () => ears.delete(hear)
    },
    stop: async () => {
      halt.abort()
      await watching
    },
  }
}
