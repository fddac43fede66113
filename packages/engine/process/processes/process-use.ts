import type { ContainerUse } from '@weir/domain'
import { type ProcStat, readAllProcStats } from './proc-stat.ts'
import { type ClusterProcess, listClusterProcesses } from './process-table.ts'

/** The kernel's unit of processor time for user space: 100 a second on every Linux that Node runs on. */
const ticksPerSecond = 100
const pageBytes = 4_096
/** One look at /proc serves all clusters that are asked for at about the same time. */
const freshMs = 500

/** Looks at what the clusters below a directory use: every process of a container, with what it has started. */
export function createProcessUse(now: () => number) {
  let last: { readonly at: number; readonly seen: Promise<Seen> } | undefined
  const look = (clustersDir: string): Promise<Seen> => {
    if (last === undefined || now() - last.at > freshMs) {
      const seen = listClusterProcesses(clustersDir)
      last = { at: now(), seen: seen.then((processes) => ({ processes, children: byParent(readAllProcStats()) })) }
      last.seen.catch(() => {
        last = undefined
      })
    }
    return last.seen
  }
  return async (
    clustersDir: string,
    { deploymentId, memoryLimitBytes }: { deploymentId: string; memoryLimitBytes: number },
  ): Promise<readonly ContainerUse[]> => {
    const { processes, children } = await look(clustersDir)
    const mine = processes.filter((each) => each.deploymentId === deploymentId && each.component === 'taskmanager')
    return mine
      .filter(({ isJava }) => isJava)
      .map((java) => {
        // Its sandbox's own processes count too: they belong to the same container.
        const roots = mine.filter(({ index }) => index === java.index)
        const used = tree(roots, children)
        return {
          id: `taskmanager-${String(java.index)}/${java.startTime}`,
          cpuSeconds: used.reduce((sum, { ticks }) => sum + ticks, 0) / ticksPerSecond,
          cpus: 1,
          memoryBytes: used.reduce((sum, { pages }) => sum + pages, 0) * pageBytes,
          memoryLimitBytes,
        }
      })
  }
}

interface Seen {
  readonly processes: readonly ClusterProcess[]
  readonly children: Children
}

interface Children {
  readonly of: ReadonlyMap<number, readonly ProcStat[]>
  readonly all: ReadonlyMap<number, ProcStat>
}

const byParent = (all: readonly ProcStat[]): Children => {
  const of = new Map<number, ProcStat[]>()
  for (const each of all) of.set(each.parent, [...(of.get(each.parent) ?? []), each])
  return { of, all: new Map(all.map((each) => [each.pid, each])) }
}

function tree(roots: readonly ClusterProcess[], { of, all }: Children): readonly ProcStat[] {
  const found = new Map<number, ProcStat>()
  const waiting = roots.flatMap(({ pid }) => all.get(pid) ?? [])
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next.pid)) continue
    found.set(next.pid, next)
    waiting.push(...(of.get(next.pid) ?? []))
  }
  return [...found.values()]
}
