import { type ClusterProcess, isStillAlive, listClusterProcesses } from './process-table.ts'

/** How long the list of processes is trusted; that each of them still lives is asked every time. */
const TRUSTED_MS = 10_000

/** Which processes a deployment has, for those who ask again and again: without reading all of /proc for each look. */
export interface ProcessWatch {
  living(clustersDir: string, deploymentId: string): Promise<readonly ClusterProcess[]>
  /** Processes may have been added: the next look reads everything. */
  changed(): void
}

/**
 * Remembers what the last full look found and only asks the kernel whether those processes are still the same and alive. A death is
 * seen at once; "there is none" and "there are fewer" are never said without a full look.
 */
export function createProcessWatch(now: () => number): ProcessWatch {
  let known: { readonly at: number; readonly processes: readonly ClusterProcess[] } | undefined
  let generation = 0
  const lookAgain = async (clustersDir: string): Promise<readonly ClusterProcess[]> => {
    const begun = generation
    const at = now()
    const processes = await listClusterProcesses(clustersDir)
    // What was started while we looked may be missing in it.
    if (begun === generation) known = { at, processes }
    return processes
  }
  return {
    living: async (clustersDir, deploymentId) => {
      const own = (list: readonly ClusterProcess[]) => list.filter((each) => each.deploymentId === deploymentId)
      if (known !== undefined && now() - known.at < TRUSTED_MS) {
        const remembered = own(known.processes)
        if (remembered.length > 0 && remembered.every(isStillAlive)) return remembered
      }
      return own(await lookAgain(clustersDir))
    },
    changed: () => {
      generation += 1
      known = undefined
    },
  }
}
