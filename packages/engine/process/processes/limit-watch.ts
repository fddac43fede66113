import { chmod, lstat, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ClusterLayout } from '../cluster-layout.ts'
import { emptyOutputs } from '../../logs/empty-outputs.ts'
import type { ContainerMemory } from './container-memory.ts'

/** What one cluster may use of its host before it is ended. */
export interface ClusterLimits {
  /** Files of its work and its logs: what is written to /tmp, RocksDB's state, unpacked libraries. AWS gives 50 GB a KPU. */
  readonly diskBytes: number
  /** Files of its state, where that is in files. */
  readonly stateBytes: number
  readonly files: number
  /** Memory of a component's processes beyond what it was given, as a factor: Java's own parts and shared pages blur the count. */
  readonly memoryFactor: number
}

/** docs/operations.md tells them; some are settings. */
export const defaultClusterLimits: ClusterLimits = {
  diskBytes: 50e9,
  stateBytes: 200e9,
  files: 500_000,
  memoryFactor: 2,
}

/** Looks are as rare as this for each cluster: each one reads directories that an application may have filled. */
const EVERY_MS = 5_000

/** A cluster that is looked at. */
export interface Looked {
  readonly layout: ClusterLayout
  readonly deploymentId: string
  /** The application's directory of the state root, where that is a directory. */
  readonly state?: string | undefined
}

/**
 * Ends clusters that use more than they may, where the kernel does not do so by itself: no quota holds a directory, and a JVM's
 * native memory has no bound. The cause stays beside the cluster, for whoever asks why it is gone.
 */
export function createLimitWatch({
  now,
  limits,
  memoryOf,
  kill,
}: {
  now: () => number
  limits: ClusterLimits
  memoryOf: (deploymentId: string) => Promise<readonly ContainerMemory[]>
  /** Ends all processes of a deployment at once. */
  kill: (deploymentId: string) => Promise<void>
}) {
  const lookedAt = new Map<string, number>()
  const disk = new Map<string, number>()
  const broken = async ({ layout, deploymentId, state }: Looked): Promise<string | undefined> => {
    const { diskBytes, stateBytes, files } = limits
    const used = await sizeOf([layout.work, layout.scratch, layout.log], limits)
    const components = await memoryOf(deploymentId)
    const bytes = components.reduce((sum, { unnamedBytes }) => sum + unnamedBytes, used.bytes)
    disk.set(deploymentId, bytes)
    if (bytes > diskBytes) return `The application used more than ${inMegabytes(diskBytes)} of disk.`
    const kept = state === undefined ? undefined : await sizeOf([state], { diskBytes: stateBytes, files })
    if (kept !== undefined && kept.bytes > stateBytes)
      return `The application used more than ${inMegabytes(stateBytes)} of disk for its state.`
    if (used.files > files || (kept?.files ?? 0) > files) return `The application made more than ${files} files.`
    const large = components.find(({ bytes, given }) => bytes > given * limits.memoryFactor)
    if (large === undefined) return undefined
    return `The application used ${inMegabytes(large.bytes)} of memory in its ${large.component}, which has ${inMegabytes(large.given)}.`
  }
  return {
    /** Returns when the look is over; where the last one is young nothing but the outputs is looked at. */
    look: async (cluster: Looked): Promise<void> => {
      // With every look: a process can print gigabytes between two of the others.
      await emptyOutputs(cluster.layout.log)
      const last = lookedAt.get(cluster.deploymentId)
      if (last !== undefined && now() - last < EVERY_MS) return
      // Of clusters that nobody asks about any more.
      for (const [id, at] of lookedAt) {
        if (now() - at <= 10 * EVERY_MS) continue
        lookedAt.delete(id)
        disk.delete(id)
      }
      lookedAt.set(cluster.deploymentId, now())
      const cause = await broken(cluster)
      if (cause === undefined) return
      await writeFile(`${exceededFile(cluster.layout)}.new`, cause)
      await rename(`${exceededFile(cluster.layout)}.new`, exceededFile(cluster.layout))
      await kill(cluster.deploymentId)
    },
    /** What the last look at a cluster found on the disk; undefined when there was none. */
    disk: (deploymentId: string): { readonly bytes: number; readonly limitBytes: number } | undefined => {
      const bytes = disk.get(deploymentId)
      return bytes === undefined ? undefined : { bytes, limitBytes: limits.diskBytes }
    },
  }
}

export type LimitWatch = ReturnType<typeof createLimitWatch>

/** In a directory that the application cannot write to. */
export const exceededFile = ({ control }: ClusterLayout): string => join(control, 'exceeded')

/** Why a cluster was ended for what it used; undefined for all others. */
export const readExceeded = (layout: ClusterLayout): Promise<string | undefined> =>
  readFile(exceededFile(layout), 'utf8').catch(() => undefined)

const inMegabytes = (bytes: number): string => `${Math.round(bytes / 1e6)} MB`

/** Follows no link and stops as soon as a limit is passed: the trees are an application's. */
export async function sizeOf(
  directories: readonly string[],
  most: { readonly diskBytes: number; readonly files: number },
): Promise<{ readonly bytes: number; readonly files: number }> {
  let bytes = 0
  let files = 0
  const waiting = [...directories]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const directory = next
    const names = await namesIn(directory)
    files += names.length
    if (files > most.files) break
    for (let at = 0; at < names.length; at += 64) {
      const some = names.slice(at, at + 64).map((name) => join(directory, name))
      const seen = await Promise.all(some.map((path) => lstat(path).catch(() => undefined)))
      for (const [index, stat] of seen.entries()) {
        bytes += (stat?.blocks ?? 0) * 512
        if (stat?.isDirectory()) waiting.push(some[index] ?? '')
      }
    }
    if (bytes > most.diskBytes) break
  }
  return { bytes, files }
}

/** An application of a worker that is not root can close its directories to its own user, who is the worker's. */
async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EACCES') return []
    await chmod(directory, 0o700).catch(() => undefined)
    return readdir(directory).catch(() => [])
  }
}
