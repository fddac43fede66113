import { spawn } from 'node:child_process'
import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { type ClusterProcess, listClusterProcesses, listMarkedProcesses } from './process-table.ts'
import type { ProcessRef } from '../process-ref.ts'
import { taskManagerIndexes } from './task-manager-indexes.ts'

/**
 * Starts a program in its own session, so that it outlives the worker; its output goes to a file. Resolves once the kernel has
 * it, which is all that a crash of the worker must not undo: the marks in the command line find it again.
 */
export async function spawnDetached({
  command,
  environment,
  cwd,
  outputFile,
  ended,
}: {
  command: readonly string[]
  environment: Readonly<Record<string, string>>
  cwd: string
  outputFile: string
  /** Told how the program ended, when this worker is still there to hear of it. */
  ended?: ((code: number | null, signal: string | null) => void) | undefined
}): Promise<void> {
  // The application can write beside it: a link it made there would lead to a file of the worker's.
  const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | constants.O_NOFOLLOW
  // Flink, which is another user, shows it in its web UI; nobody else gets into the clusters' directory.
  const output = await open(outputFile, flags, 0o644)
  try {
    await new Promise<void>((resolve, reject) => {
      const child = spawn(command[0] ?? '', command.slice(1), {
        cwd,
        env: { ...environment },
        detached: true,
        stdio: ['ignore', output.fd, output.fd],
      })
      child.once('error', reject)
      child.once('exit', (code, signal) => ended?.(code, signal))
      child.once('spawn', () => {
        child.unref()
        resolve()
      })
    })
  } finally {
    await output.close()
  }
}

/** Long enough for a healthy Flink to close its files, short enough for a stop. */
const GRACE_MS = 5_000
const LOOK_MS = 50

/**
 * Ends every process of a deployment and returns when none is left: asks politely, then kills. Nothing is lost by a kill:
 * state is in completed checkpoints only.
 */
export const endDeployment = (clustersDir: string, deploymentId: string): Promise<void> =>
  endProcesses(clustersDir, (process) => process.deploymentId === deploymentId)

/** Ends the TaskManagers of a cluster that it is not to have any more. */
export async function endSurplus(clustersDir: string, ref: ProcessRef): Promise<void> {
  const kept = new Set(taskManagerIndexes(ref))
  await endProcesses(
    clustersDir,
    ({ deploymentId, component, index }) =>
      deploymentId === ref.deploymentId && component === 'taskmanager' && !kept.has(index),
  )
}

/** Without asking: for clusters that take from others what is not theirs. */
export const killDeployment = (clustersDir: string, deploymentId: string): Promise<void> =>
  endProcesses(clustersDir, (process) => process.deploymentId === deploymentId, 0)

/** Without asking: nothing of a member that nobody has claimed is worth keeping. */
export const killMember = (clustersDir: string, memberId: string): Promise<void> =>
  endProcesses(clustersDir, (process) => process.deploymentId === memberId, 0, listMarkedProcesses)

async function endProcesses(
  clustersDir: string,
  wanted: (process: ClusterProcess) => boolean,
  graceMs = GRACE_MS,
  list = listClusterProcesses,
): Promise<void> {
  const asked = new Set<string>()
  for (let waited = 0; ; waited += LOOK_MS) {
    const left = (await list(clustersDir)).filter(wanted)
    if (left.length === 0) return
    for (const process of left) {
      const name = `${process.pid}/${process.startTime}`
      if (waited >= graceMs) signal(process, 'SIGKILL')
      // The wrappers end with the Java inside them; ending them first would kill it without its say.
      else if (process.isJava && !asked.has(name)) signal(process, 'SIGTERM')
      asked.add(name)
    }
    await wait(LOOK_MS)
  }
}

function signal({ pid }: ClusterProcess, name: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
