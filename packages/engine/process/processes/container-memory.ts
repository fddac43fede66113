import { readdir, readFile } from 'node:fs/promises'
import { type ClusterProcess, listClusterProcesses } from './process-table.ts'

/** What one component of a cluster holds in memory, with all that it has started, and what it was given. */
export interface ContainerMemory {
  readonly component: string
  readonly bytes: number
  readonly given: number
}

const PAGE_BYTES = 4_096

/** By the processes' tree, not by their marks: what a program starts carries none. */
export async function readContainerMemory({
  clustersDir,
  deploymentId,
  given,
}: {
  clustersDir: string
  deploymentId: string
  /** Bytes that each kind of component may hold. */
  given: Readonly<Record<string, number>>
}): Promise<readonly ContainerMemory[]> {
  const own = (await listClusterProcesses(clustersDir)).filter((each) => each.deploymentId === deploymentId)
  if (own.length === 0) return []
  const pages = await readPages()
  const byComponent = new Map<string, ClusterProcess[]>()
  for (const each of own) byComponent.set(nameOf(each), [...(byComponent.get(nameOf(each)) ?? []), each])
  return [...byComponent].map(([name, members]) => ({
    component: name,
    bytes: treePages(members, pages) * PAGE_BYTES,
    given: given[members[0]?.component ?? ''] ?? Number.POSITIVE_INFINITY,
  }))
}

const nameOf = ({ component, index }: ClusterProcess): string =>
  component === 'taskmanager' ? `${component}-${index}` : component

interface Held {
  readonly parent: number
  readonly pages: number
}

function treePages(roots: readonly ClusterProcess[], all: ReadonlyMap<number, Held>): number {
  const children = new Map<number, number[]>()
  for (const [pid, { parent }] of all) children.set(parent, [...(children.get(parent) ?? []), pid])
  const found = new Set<number>()
  const waiting = roots.map(({ pid }) => pid)
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    if (found.has(pid)) continue
    found.add(pid)
    waiting.push(...(children.get(pid) ?? []))
  }
  return [...found].reduce((sum, pid) => sum + (all.get(pid)?.pages ?? 0), 0)
}

/** Pages that each process has to itself: what it shares with others (a class archive, libraries) is nobody's in particular. */
async function readPages(): Promise<ReadonlyMap<number, Held>> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const held = await Promise.all(
    pids.map(async (pid) => {
      const [stat, memory] = await Promise.all(
        ['stat', 'statm'].map((name) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')),
      )
      if (stat === undefined || memory === undefined || stat === '' || memory === '') return undefined
      const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
      const [, resident = 0, shared = 0] = memory.split(' ').map(Number)
      return [pid, { parent, pages: Math.max(0, resident - shared) }] as const
    }),
  )
  return new Map(held.filter((each) => each !== undefined))
}
