import { open } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type DeploymentRequest, EngineError } from '@weir/domain'
import { writeClusterFiles } from './cluster-files.ts'
import { type ClusterKeys, ensureClusterKeys, keyOptions } from './cluster-keys.ts'
import { clusterView } from './cluster-view.ts'
import { clusterEnvironment, jobManagerCommand, taskManagerCommand } from './command.ts'
import { exitOf, noteExit } from '../processes/exits.ts'
import { flinkConfig } from './flink-config.ts'
import { freshScratch } from './fresh-scratch.ts'
import type { LaunchInput } from './launch-input.ts'
import { readLease, writeLease } from '../processes/lease.ts'
import { logFileBytes } from './log-config.ts'
import { taskManagerMemory } from './memory.ts'
import { claimMember } from '../pool/claim-member.ts'
import { giveOrders, haveOrders } from '../pool/give-orders.ts'
import { type Program, readProgram } from '../program/program.ts'
import { taskManagerIndexes } from '../processes/task-manager-indexes.ts'
import { type ClusterProcess, listClusterProcesses } from '../processes/process-table.ts'
import { killDeployment, spawnDetached } from '../processes/processes.ts'
import { firstToGo } from '../sandbox/first-to-go.ts'

/** Processes of this deployment that live; throws when another deployment of the application has some. */
export async function survey(clustersDir: string, request: DeploymentRequest): Promise<readonly ClusterProcess[]> {
  const all = await listClusterProcesses(clustersDir)
  const stranger = all.find(
    ({ applicationId, deploymentId }) =>
      applicationId === request.applicationId && deploymentId !== request.deploymentId,
  )
  if (stranger) {
    throw new EngineError(
      'unreachable',
      `Processes of deployment ${stranger.deploymentId} of the application still live here.`,
    )
  }
  return all.filter(({ deploymentId }) => deploymentId === request.deploymentId)
}

/** Starts what is missing of a cluster: everything at first, dead TaskManagers later, a JobManager never twice. */
export async function launchCluster(input: LaunchInput): Promise<void> {
  const { request, ref, layout, clustersDir, memory } = input
  input.begins('verify')
  const program = await readProgram(input)
  // Also without a pool: an earlier launch may have been cut off behind a claim.
  const memberId = await (input.pool?.claim(input) ?? claimMember({ ...input, next: () => undefined }))
  const found = await survey(clustersDir, request)
  const division = taskManagerMemory(memory.taskManagerMemoryMb)
  const keys = await ensureClusterKeys(layout)
  const config = {
    ...keyOptions(keys),
    ...flinkConfig({ request, ref, layout, memory: division, stateAccess: input.stateAccess }),
    ...program.options,
  }
  const logBytes = logFileBytes(input.clusterLogBytes, ref.taskManagers + 1)
  await writeClusterFiles({ layout, request, config, jar: program.jar, logFileBytes: logBytes })
  // Never longer than the worker's own: another host may start the successor as soon as that is over.
  if ((await readLease(layout.lease)) === 0) await writeLease(layout.lease, input.leaseUntil)

  const command = { ...input, program, java: input.java.program }
  const untold = memberId !== undefined && !(await haveOrders(clustersDir, request.deploymentId))
  const first = await markManagerStarted(layout.managerStarted)
  if (!first && !lives(found, 'jobmanager', 0)) return
  input.begins('sandbox')
  const seen = await clusterView({ ...input, isFirst: first || untold })
  const archived = input.archives === undefined ? [] : [dirname(input.archives.jobManager)]
  const view = { ...seen, readOnly: [...seen.readOnly, ...archived, ...program.readOnly] }
  const start = (component: string, line: readonly string[], own: readonly string[] = []): Promise<void> =>
    spawnDetached({
      command: firstToGo(input.sandbox.wrap(line, { ...view, readWrite: [...view.readWrite, ...own] })),
      environment: { ...clusterEnvironment({ ...input, javaHome: input.java.home }), ...program.environment },
      cwd: layout.work,
      outputFile: join(layout.log, `${component}.out`),
      ended: (code, signal) => {
        void noteExit(layout.exits, { component, at: new Date().toISOString(), ...exitOf(code, signal) })
      },
    }).then(() => input.spawned?.(component))
  input.begins('start processes')
  const living = untold ? await wake(input, { memberId, keys, program, found }) : found
  if (untold) input.spawned?.('warm')
  if (!first && !lives(living, 'jobmanager', 0)) return
  if (first && !lives(living, 'jobmanager', 0)) {
    await start('jobmanager', jobManagerCommand({ ...command, jobManagerMemoryMb: memory.jobManagerMemoryMb }))
  }
  await Promise.all(
    taskManagerIndexes(ref).map(async (index) => {
      if (lives(living, 'taskmanager', index)) return
      const name = `taskmanager-${index}`
      const scratch = await freshScratch(layout, name, view.user)
      await start(name, taskManagerCommand({ ...command, memory: division, index, scratch }), [scratch])
    }),
  )
}

/**
 * The processes of a claimed member become the application's; returns those that live then. Where they cannot, they end and the
 * cluster is started like any other: nothing of it has run yet.
 */
async function wake(
  input: LaunchInput,
  {
    memberId,
    keys,
    program,
    found,
  }: { memberId: string; keys: ClusterKeys; program: Program; found: readonly ClusterProcess[] },
): Promise<readonly ClusterProcess[]> {
  const { clustersDir, request } = input
  try {
    await giveOrders(input, { memberId, processes: found, keys, program, stateRoot: input.pool?.stateRoot })
    return found
  } catch (error) {
    input.pool?.failed(error)
    await killDeployment(clustersDir, request.deploymentId)
    return []
  }
}

/** A process whose Java has not been reached yet (its sandbox is being made) counts as living. */
const lives = (living: readonly ClusterProcess[], component: string, index: number): boolean =>
  living.some((process) => process.component === component && process.index === index)

/**
 * True for the one caller that may start the JobManager. The mark is made before the process: if we die between the two, the
 * cluster counts as exited and is replaced. The other order could start a second JobManager from an old savepoint.
 */
async function markManagerStarted(file: string): Promise<boolean> {
  try {
    await (await open(file, 'wx', 0o600)).close()
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
