import { access, readdir } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { join, relative, sep } from 'node:path'
import { EngineError } from '@weir/domain'
import { makeSeen, place, stateDirectory } from '../launch/cluster-files.ts'
import { keyOptions, type ClusterKeys } from '../launch/cluster-keys.ts'
import { clusterEnvironment, jobManagerCommand, taskManagerCommand } from '../launch/command.ts'
import { flinkConfig, toYaml } from '../launch/flink-config.ts'
import type { LaunchInput } from '../launch/launch-input.ts'
import { taskManagerMemory } from '../launch/memory.ts'
import type { ClusterProcess } from '../processes/process-table.ts'
import type { Program } from '../program/program.ts'
import { bindInto } from './bind-state.ts'
import { MEMBER_COMPONENTS, memberLayout } from './member-layout.ts'
import { orders } from './orders.ts'

/**
 * Tells the processes of a claimed member, those that live, what they are from now on. Repeating it is harmless: the same request gives
 * the same orders, and a process follows them once. Throws when they cannot be told all that they would have to know.
 */
export async function giveOrders(
  input: LaunchInput,
  {
    memberId,
    processes,
    keys,
    program,
    stateRoot,
  }: {
    memberId: string
    /** Of the member, as they were just found. */
    processes: readonly ClusterProcess[]
    keys: ClusterKeys
    program: Program
    stateRoot?: string | undefined
  },
): Promise<void> {
  const { request, ref, clustersDir, memory } = input
  // As the host sees the files, and as the processes do.
  const own = memberLayout(clustersDir, request.deploymentId)
  const seen = memberLayout(clustersDir, memberId)
  const isWhole = MEMBER_COMPONENTS.every((name) => processes.some((each) => each.isJava && nameOf(each) === name))
  if (!isWhole) throw new EngineError('unreachable', 'A process of the warm cluster has ended.')

  const state = await stateDirectory(request.stateUri)
  if (state !== undefined) await showState({ state, stateRoot, standIn: own.state, processes })
  const division = taskManagerMemory(memory.taskManagerMemoryMb)
  await place(
    join(own.ordersConf, 'config.yaml'),
    toYaml({
      ...keyOptions({ ...keys, keystore: join(seen.conf, 'keys.p12') }),
      ...flinkConfig({ request, ref, layout: seen, memory: division, stateAccess: input.stateAccess }),
      ...program.options,
    }),
  )
  await Promise.all(processes.map(hurry))
  const command = { ...input, program, java: input.java.program, layout: { ...seen, conf: seen.ordersConf } }
  const environment = clusterEnvironment({ ...command, javaHome: input.java.home })
  const taskManager = taskManagerCommand({ ...command, memory: division, index: 0 })
  const jobManager = jobManagerCommand({ ...command, jobManagerMemoryMb: memory.jobManagerMemoryMb })
  // In this order: the JobManager's are the sign that all have theirs.
  await place(own.orders('taskmanager-0'), orders(taskManager, environment))
  await place(own.orders('jobmanager'), orders(jobManager, environment))
}

/** Whether the processes of a claimed member have all been told. */
export const haveOrders = (clustersDir: string, deploymentId: string): Promise<boolean> =>
  access(memberLayout(clustersDir, deploymentId).orders('jobmanager')).then(
    () => true,
    () => false,
  )

const nameOf = ({ component, index }: ClusterProcess): string =>
  component === 'taskmanager' ? `${component}-${index}` : component

async function showState({
  state,
  stateRoot,
  standIn,
  processes,
}: {
  state: string
  stateRoot: string | undefined
  standIn: string
  processes: readonly ClusterProcess[]
}): Promise<void> {
  const below = stateRoot === undefined ? '..' : relative(stateRoot, state)
  if (below === '' || below.split(sep)[0] === '..') {
    throw new EngineError('configuration', 'The state is not below the state root that warm clusters know.')
  }
  const folders = below.split(sep)
  for (let depth = 1; depth <= folders.length; depth += 1) await makeSeen(join(standIn, ...folders.slice(0, depth)))
  const pids = processes.filter(({ isJava }) => isJava).map(({ pid }) => pid)
  await bindInto(pids, { source: state, target: state })
}

/** They were started with low priority, each thread has its own. */
async function hurry({ pid }: ClusterProcess): Promise<void> {
  if (process.getuid?.() !== 0) return
  for (const thread of await readdir(`/proc/${pid}/task`).catch((): string[] => [])) {
    try {
      setPriority(Number(thread), 0)
    } catch {
      // It has ended.
    }
  }
}
