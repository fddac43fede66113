import { readlinkSync } from 'node:fs'
import { readdir, readFile, stat } from 'node:fs/promises'
import { readAllProcStats } from './proc-stat.ts'
import type { ClusterProcess } from './process-table.ts'

/** What one component of a cluster holds, with all that it has started, and what it was given. */
export interface ContainerMemory {
  readonly component: string
  readonly bytes: number
  readonly given: number
  /** Of files that have no name any more and are still open. */
  readonly unnamedBytes: number
}

/** By the processes' tree, not by their marks: what a program starts carries none. */
export async function readContainerMemory({
  processes,
  given,
}: {
  /** Those of the cluster. */
  processes: readonly ClusterProcess[]
  /** Bytes that each kind of component may hold. */
  given: Readonly<Record<string, number>>
}): Promise<readonly ContainerMemory[]> {
  if (processes.length === 0) return []
  const children = readChildren()
  const byComponent = new Map<string, ClusterProcess[]>()
  for (const each of processes) byComponent.set(nameOf(each), [...(byComponent.get(nameOf(each)) ?? []), each])
  const found: ContainerMemory[] = []
  for (const [component, members] of byComponent) {
    const pids = treeOf(members, children)
    const held = await Promise.all(pids.map(readHeld))
    const files = await readUnnamed(pids)
    found.push({
      component,
      bytes: held.reduce((sum, each) => sum + each, files.memory),
      given: given[members[0]?.component ?? ''] ?? Number.POSITIVE_INFINITY,
      unnamedBytes: files.disk,
    })
  }
  return found
}

const nameOf = ({ component, index }: ClusterProcess): string =>
  component === 'taskmanager' ? `${component}-${index}` : component

type Children = ReadonlyMap<number, readonly number[]>

function treeOf(roots: readonly ClusterProcess[], children: Children): readonly number[] {
  const found = new Set<number>()
  const waiting = roots.map(({ pid }) => pid)
  for (let pid = waiting.pop(); pid !== undefined; pid = waiting.pop()) {
    if (found.has(pid)) continue
    found.add(pid)
    waiting.push(...(children.get(pid) ?? []))
  }
  return [...found]
}

function readChildren(): Children {
  const children = new Map<number, number[]>()
  for (const { pid, parent } of readAllProcStats()) {
    const siblings = children.get(parent)
    if (siblings === undefined) children.set(parent, [pid])
    else siblings.push(pid)
  }
  return children
}

/** A process that shares less than this with its children is counted for itself. */
const sharedBytes = 16 * 1024 * 1024

/**
 * What a process has to itself, in memory or swapped out. Of files that it maps (a class archive, libraries) nothing: they are nobody's in
 * particular, and the kernel can drop them. Memory that it shares with its children is divided among them.
 */
async function readHeld(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '')
  const shared = bytesOf(status, 'RssShmem')
  const own = bytesOf(status, 'RssAnon') + bytesOf(status, 'VmSwap')
  if (shared < sharedBytes) return own + shared
  const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8').catch(() => '')
  return own + (rollup === '' ? shared : bytesOf(rollup, 'Pss_Shmem'))
}

/** `RssAnon:     1234 kB` */
export const bytesOf = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(text)?.[1] ?? 0) * 1024

/** More open files than a container may have would be looked at for too long. */
const mostFiles = 20_000
const atOnce = 512

/** What is not found by looking at directories: files without a name that are still open, in memory (memfd) or on the disk. */
async function readUnnamed(pids: readonly number[]): Promise<{ readonly memory: number; readonly disk: number }> {
  const open: string[] = []
  for (const pid of pids) {
    if (open.length >= mostFiles) break
    const names = await readdir(`/proc/${pid}/fd`).catch((): string[] => [])
    open.push(...names.slice(0, mostFiles - open.length).map((name) => `/proc/${pid}/fd/${name}`))
  }
  const counted = new Set<string>()
  const found = { memory: 0, disk: 0 }
  for (let at = 0; at < open.length; at += atOnce) {
    const suspects = open.slice(at, at + atOnce).filter(mayBeUnnamed)
    const seen = await Promise.all(suspects.map((path) => stat(path).catch(() => undefined)))
    for (const [index, file] of seen.entries()) {
      if (file?.isFile() !== true || file.nlink > 0 || counted.has(`${file.dev} ${file.ino}`)) continue
      counted.add(`${file.dev} ${file.ino}`)
      found[nameOfOpen(suspects[index] ?? '').startsWith('/memfd:') ? 'memory' : 'disk'] += file.blocks * 512
    }
  }
  return found
}

/** The kernel marks such names, without asking the file system that may hang: only these files are looked at. */
const mayBeUnnamed = (path: string): boolean => nameOfOpen(path).endsWith(' (deleted)')

function nameOfOpen(path: string): string {
  try {
    return readlinkSync(path)
  } catch (error) {
    // Too long to be told: no reason to be passed over.
    return (error as NodeJS.ErrnoException).code === 'ENAMETOOLONG' ? ' (deleted)' : ''
  }
}
