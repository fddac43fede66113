import { setInterval as every } from 'node:timers/promises'
import { flinkProcesses } from './processes.ts'

/** Watches, all the time, how many clusters live for each application. */
export function startCensus(...dataDirs: string[]) {
  const most = new Map<string, number>()
  const stopping = new AbortController()

  const count = () => {
    const alive = new Map<string, Set<string>>()
    for (const { application, deployment, component } of flinkProcesses(...dataDirs)) {
      if (component !== 'jobmanager') continue
      const deployments = alive.get(application) ?? new Set()
      alive.set(application, deployments.add(deployment))
    }
    for (const [application, { size }] of alive) most.set(application, Math.max(size, most.get(application) ?? 0))
  }

  const watching = (async () => {
    try {
      for await (const _ of every(250, undefined, { signal: stopping.signal })) count()
    } catch (error) {
      if (!stopping.signal.aborted) throw error
    }
  })()

  return {
    /** The greatest number of clusters that any application had at one time. */
    most: () => Math.max(0, ...most.values()),
    stop: async () => {
      stopping.abort()
      await watching
    },
  }
}
