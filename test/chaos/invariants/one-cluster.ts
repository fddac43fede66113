import { isJvm } from '../../acceptance/harness/processes.ts'
import type { ProcessWatch } from './watch-processes.ts'

/** At most one live cluster of an application at any time, on all hosts together: a single process of another one is one too many. */
export function watchClusters(watch: ProcessWatch) {
  const found = new Set<string>()
  const end = watch.listen((all) => {
    const processes = all.filter(isJvm)
    for (const { application } of processes) {
      const own = processes.filter((each) => each.application === application)
      const clusters = new Set(own.map(({ deployment }) => deployment))
      if (clusters.size === 1) continue
      const told = own.map(({ component, deployment, pid }) => `${component} of ${deployment} (${pid})`)
      found.add(`two clusters of one application at a time: ${told.join(', ')}`)
    }
  })
  return {
    /** Since the last time. */
    violations: (): string[] => {
      const all = [...found]
      found.clear()
      return all
    },
    end,
  }
}
