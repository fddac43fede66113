import { access, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { exercise } from '../../runtimes/class-archives/exercise.ts'
import type { ClassArchives } from '../../runtimes/class-archives/class-archives.ts'
import type { RuntimeHome } from '../../runtimes/runtime-home.ts'
import { createConnection } from '../../flink-rest/connection.ts'
import { createFlinkRestClient } from '../../flink-rest/client.ts'
import { makeClusterDirectories, makeSeen, place } from '../launch/cluster-files.ts'
import { ensureClusterKeys, keyOptions } from '../launch/cluster-keys.ts'
import { clusterLayout } from '../cluster-layout.ts'
import { clusterView } from '../launch/cluster-view.ts'
import { clusterEnvironment, jobManagerCommand, taskManagerCommand } from '../launch/command.ts'
import { exitOf, noteExit } from '../processes/exits.ts'
import { flinkConfig, serviceSettings, toProperties, toYaml } from '../launch/flink-config.ts'
import { writeLease } from '../processes/lease.ts'
import { log4jConfig } from '../launch/log-config.ts'
import { taskManagerMemory } from '../launch/memory.ts'
import { chooseFreePorts } from '../launch/ports.ts'
import { listMarkedProcesses } from '../processes/process-table.ts'
import { spawnDetached } from '../processes/processes.ts'
import { firstToGo } from '../sandbox/first-to-go.ts'
import { workerIsRoot } from '../sandbox/cluster-user.ts'
import type { ProcessLimits, Sandbox } from '../sandbox/sandbox.ts'
import { claimOf } from './claims.ts'
import { exerciseProgram, exerciseRef, exerciseRequest } from './exercise-request.ts'
import { MEMBER_COMPONENTS, memberLayout, type MemberLayout } from './member-layout.ts'
import { standbyCommand } from './orders.ts'

/** What members and the clusters that applications start by themselves have in common. */
export interface MemberInput {
  readonly clustersDir: string
  readonly runtime: RuntimeHome
  readonly sandbox: Sandbox
  readonly limits: ProcessLimits
  readonly java: { readonly program: string; readonly home: string }
  readonly launcherJar: string
  readonly archives?: ClassArchives | undefined
  readonly memory: { readonly taskManagerMemoryMb: number; readonly jobManagerMemoryMb: number }
  /** Directory that a `file:` state root is; members show an empty one in its place. */
  readonly stateRoot?: string | undefined
}

/** A slow machine that does other things needs a minute. */
const PATIENCE_MS = 3 * 60_000

/** Starts the processes of a member, lets them run our own tiny program and resolves when all of them wait for orders. */
export async function prepareMember(input: MemberInput, name: string, leaseUntil: Date): Promise<void> {
  const layout = memberLayout(input.clustersDir, name)
  const signal = AbortSignal.timeout(PATIENCE_MS)
  const ports = await chooseFreePorts(2)
  await writeLease(layout.lease, leaseUntil)
  const keys = await writeMemberFiles(input, name, layout, ports)
  await startProcesses(input, name, layout, ports)
  const requireAlive = async (): Promise<void> => {
    const living = await listMarkedProcesses(input.clustersDir)
    const components = new Set(living.filter((each) => each.deploymentId === name).map(({ component }) => component))
    if (components.size < MEMBER_COMPONENTS.length) throw new Error(`A process of the warm cluster ${name} has ended.`)
  }
  const dispatcher = createConnection(keys)
  const rest = createFlinkRestClient({ baseUrl: `https://127.0.0.1:${ports[0] ?? 0}`, dispatcher })
  try {
    for (let round = 1; round <= EXERCISES; round += 1) {
      if (round > 1) await writeFile(`${layout.again}-${round - 1}`, '', { mode: 0o644 })
      await exercise(rest, { savepoints: `file:${layout.work}/exercise/savepoints`, signal, requireAlive })
      await writeFile(`${layout.exercised}-${round}`, '', { mode: 0o644 })
      while (!(await allReady(layout, round))) {
        await requireAlive()
        await pause(100, undefined, { signal })
      }
    }
  } finally {
    await dispatcher.close()
  }
  await rm(join(layout.work, 'exercise'), { recursive: true, force: true })
  await rm(layout.fixedParallelism, { force: true })
  await writeFile(layout.waits, '')
}

/** What ran once is loaded; what ran again is compiled. A third time makes no difference that can be measured. */
const EXERCISES = 2

async function allReady(layout: MemberLayout, round: number): Promise<boolean> {
  const found = await Promise.all(
    MEMBER_COMPONENTS.map((component) =>
      access(`${layout.ready(component)}-${round}`).then(
        () => true,
        () => false,
      ),
    ),
  )
  return found.every(Boolean)
}

async function writeMemberFiles(
  { memory, runtime }: MemberInput,
  name: string,
  layout: MemberLayout,
  ports: readonly number[],
) {
  await makeClusterDirectories(layout)
  for (const made of [layout.exerciseConf, layout.ordersConf, layout.state]) await makeSeen(made)
  const keys = await ensureClusterKeys(layout)
  const request = exerciseRequest(name, layout, runtime)
  const ref = exerciseRef(request, ports)
  const options = flinkConfig({ request, ref, layout, memory: taskManagerMemory(memory.taskManagerMemoryMb) })
  await place(join(layout.exerciseConf, 'config.yaml'), toYaml({ ...keyOptions(keys), ...options }))
  await place(layout.settings, toProperties(serviceSettings(request)))
  // As an application's, so that writing events is exercised too.
  await place(layout.log4j, log4jConfig({ ...request, logLevel: 'INFO' }, 10_000_000))
  await place(layout.applicationProperties, '[]\n')
  return keys
}

async function startProcesses(
  input: MemberInput,
  name: string,
  layout: MemberLayout,
  ports: readonly number[],
): Promise<void> {
  const { clustersDir, memory, java, archives, stateRoot } = input
  const request = exerciseRequest(name, layout, input.runtime)
  const ref = exerciseRef(request, ports)
  const seen = await clusterView({ ...input, layout, request: { stateUri: '' }, isFirst: true })
  const view = {
    ...seen,
    readOnly: [...seen.readOnly, ...(archives === undefined ? [] : [dirname(archives.jobManager)])],
    ...(stateRoot === undefined ? {} : { standIn: { directory: layout.state, appearsAs: stateRoot } }),
  }
  const exercising = { ...layout, conf: layout.exerciseConf }
  const command = { ...input, request, ref, layout: exercising, program: exerciseProgram, java: java.program }
  const division = taskManagerMemory(memory.taskManagerMemoryMb)
  const lines = {
    jobmanager: jobManagerCommand({ ...command, jobManagerMemoryMb: memory.jobManagerMemoryMb }),
    'taskmanager-0': taskManagerCommand({ ...command, memory: division, index: 0 }),
  }
  for (const component of MEMBER_COMPONENTS) {
    const line = standbyCommand(lines[component], {
      'weir.standby.orders': layout.orders(component),
      'weir.standby.exercised': layout.exercised,
      'weir.standby.again': layout.again,
      // Of two values Java takes the last: what the exercise logs goes when it does. The orders name the application's file.
      'weir.log.file': `${layout.work}/exercise/${component}.log`,
      'weir.standby.ready': layout.ready(component),
    })
    await spawnDetached({
      command: [...lowPriority(), ...firstToGo(input.sandbox.wrap(line, view))],
      environment: clusterEnvironment({ ...command, javaHome: java.home }),
      cwd: layout.work,
      outputFile: join(layout.log, `${component}.out`),
      ended: (code, signal) => {
        const exit = { component, at: new Date().toISOString(), ...exitOf(code, signal) }
        void claimOf(clustersDir, name)
          .then((claim) => claim && noteExit(clusterLayout(clustersDir, claim.deploymentId).exits, exit))
          .catch(() => undefined)
      },
    })
  }
}

/** Only root can give a process its priority back, at the claim. */
const lowPriority = (): readonly string[] => (workerIsRoot() ? ['nice', '-n', '15'] : [])
