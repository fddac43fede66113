import { readFile } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { marker } from '../launch/command.ts'
import { claimOf, isMember } from '../pool/claims.ts'
import { originOf } from './process-origin.ts'
import { isDead, listPids, readProcStat } from './proc-stat.ts'

/** A process of one of our clusters, as the kernel lists it. */
export interface ClusterProcess {
  readonly pid: number
  /** Clock ticks since boot: with the pid it names one process for ever. */
  readonly startTime: string
  /** False for what only wraps Java (the sandbox's own processes). */
  readonly isJava: boolean
  readonly applicationId: string
  readonly deploymentId: string
  readonly component: string
  readonly index: number
}

/**
 * Finds the processes of clusters below `clustersDir`, whoever started them. The marks in their command lines are the truth:
 * nothing has to be stored between spawning a process and knowing of it. Marks that a program in a sandbox has imitated do not
 * count: they must be those of the process that it descends from.
 */
export async function listClusterProcesses(clustersDir: string): Promise<readonly ClusterProcess[]> {
  const found = await listMarkedProcesses(clustersDir)
  const owned = await Promise.all(found.map((process) => ownedProcess(process, clustersDir)))
  return owned.filter((process) => process !== undefined)
}

/** A process that was warm is its application's from the claim on; before that it is nobody's. */
async function ownedProcess(process: ClusterProcess, clustersDir: string): Promise<ClusterProcess | undefined> {
  if (!isMember(process.deploymentId)) return process
  const claim = await claimOf(clustersDir, process.deploymentId)
  return claim && { ...process, applicationId: claim.applicationId, deploymentId: claim.deploymentId }
}

/** The same as their own marks tell it: members of the warm pool by their own names, claimed or not. */
export async function listMarkedProcesses(clustersDir: string): Promise<readonly ClusterProcess[]> {
  const found = await Promise.all(listPids().map((pid) => readGenuineProcess(pid, clustersDir)))
  return found.filter((process) => process !== undefined)
}

async function readGenuineProcess(pid: number, clustersDir: string): Promise<ClusterProcess | undefined> {
  const found = await readProcess(pid, clustersDir)
  if (found === undefined) return undefined
  const origin = await originOf(pid, async (other) => (await readProcess(other, clustersDir)) !== undefined)
  if (origin === undefined) return undefined
  if (origin === pid) return found
  const vouching = await readProcess(origin, clustersDir)
  return vouching !== undefined && marksOf(vouching) === marksOf(found) ? found : undefined
}

const marksOf = ({ applicationId, deploymentId, component, index }: ClusterProcess): string =>
  JSON.stringify([applicationId, deploymentId, component, index])

async function readProcess(pid: number, clustersDir: string): Promise<ClusterProcess | undefined> {
  // Gone between listing and reading, or somebody else's.
  const text = await readCommandLine(pid).catch(() => '')
  if (!text.includes(marker.cluster)) return undefined
  const argv = text.split('\0')
  const stat = readProcStat(pid)
  if (stat === undefined || isDead(stat)) return undefined
  const value = (mark: string): string => argv.find((arg) => arg.startsWith(mark))?.slice(mark.length) ?? ''
  if (dirname(value(marker.cluster)) !== clustersDir) return undefined
  return {
    pid,
    startTime: stat.startTime,
    isJava: basename(argv[0] ?? '') === 'java',
    applicationId: value(marker.application),
    deploymentId: value(marker.deployment),
    component: value(marker.component),
    index: Number(value(marker.index)),
  }
}

/**
 * A process that is just being replaced by another program (exec) has no command line for a moment; taken for absent, it
 * would make a starting cluster look dead. Kernel threads and zombies never have one.
 */
async function readCommandLine(pid: number): Promise<string> {
  for (let tries = 0; ; tries += 1) {
    const text = await readFile(`/proc/${pid}/cmdline`, 'utf8')
    if (text !== '' || tries >= 50) return text
    const stat = readProcStat(pid)
    if (stat === undefined || isDead(stat) || (stat.flags & KERNEL_THREAD) !== 0) return text
    await wait(2)
  }
}

const KERNEL_THREAD = 0x0020_0000

/** Whether a process that was listed before still is that one, and lives. */
export function isStillAlive({ pid, startTime }: Pick<ClusterProcess, 'pid' | 'startTime'>): boolean {
  const stat = readProcStat(pid)
  return stat?.startTime === startTime && !isDead(stat)
}
