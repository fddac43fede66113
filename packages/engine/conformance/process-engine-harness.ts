import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { CodeBundle, Engine, EngineRef, Logger } from '@weir/domain'
import type { RuntimeEnvironment } from '@weir/service-model'
import type { EngineHarness } from './engine-harness.ts'
import { requestOf } from './request-of.ts'
import { defaultCacheDir } from '../runtimes/config.ts'
import { clusterLayout } from '../process/cluster-layout.ts'
import { restOf } from '../process/rest-address.ts'
import { createProcessEngine } from '../process/process-engine.ts'
import type { ProcessEngineOptions } from '../process/process-engine-options.ts'
import { fromEngineRef } from '../process/process-ref.ts'
import { type ClusterProcess, listClusterProcesses } from '../process/processes/process-table.ts'

const quiet: Logger = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} }
const builtJar = (path: string): string => fileURLToPath(new URL(`../../../java/${path}`, import.meta.url))

export interface ProcessEngineHarness extends EngineHarness {
  /** Everything the engine writes is below it. */
  readonly root: string
  readonly clustersDir: string
  /** A built jar of java/ as a code bundle. */
  bundle(jar: string): Promise<CodeBundle>
}

/** The process engine on real Flink, with state in a directory of its own. */
export async function createProcessEngineHarness({
  runtime,
  sandbox,
  options = {},
}: {
  runtime: RuntimeEnvironment
  sandbox?: ProcessEngineOptions['sandbox']
  options?: Partial<ProcessEngineOptions>
}): Promise<ProcessEngineHarness> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'weir-engine-')))
  const jars = new Map<string, string>()
  const bundle = async (jar: string): Promise<CodeBundle> => {
    const file = builtJar(jar)
    const bytes = await readFile(file)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    jars.set(sha256, file)
    return { sha256, md5: createHash('md5').update(bytes).digest('hex'), size: bytes.length }
  }
  const programs = {
    steady: await bundle('engine-probe/target/engine-probe-steady.jar'),
    throwsInMain: await bundle('engine-probe/target/engine-probe-throws.jar'),
  }
  const create = (given: Partial<ProcessEngineOptions> = {}): Engine =>
    createProcessEngine({
      dataDir: root,
      cacheDir: defaultCacheDir(),
      code: { materialize: async ({ sha256 }) => jars.get(sha256)! },
      launcherJar: builtJar('runtime/target/weir-launcher.jar'),
      python: { requirementsDir: fileURLToPath(new URL('../runtimes/python', import.meta.url)) },
      sandbox,
      clock: { now: () => new Date() },
      logger: quiet,
      // As long as a test may take: no worker renews it here.
      defaultLeaseMs: 600_000,
      stateRoot: join(root, 'state'),
      ...options,
      ...given,
    })
  const engine = create()
  const clustersDir = join(root, 'clusters')
  const java = async (id: string, component: string): Promise<readonly ClusterProcess[]> =>
    (await listClusterProcesses(clustersDir)).filter(
      (process) => process.deploymentId === id && process.component === component && process.isJava,
    )
  const kill = async (ref: EngineRef, component: string): Promise<void> => {
    for (const { pid } of await java(fromEngineRef(ref).deploymentId, component)) process.kill(pid, 'SIGKILL')
  }
  const rest = (ref: EngineRef) => {
    const known = fromEngineRef(ref)
    return restOf(known, clusterLayout(clustersDir, known.deploymentId), 10_000)
  }

  return {
    root,
    clustersDir,
    bundle,
    engine,
    reopened: () => create(),
    programs,
    request: (given) =>
      requestOf({
        stateRoot: `file:${root}/state`,
        code: programs.steady,
        given: { runtimeEnvironment: runtime, ...given },
      }),
    launchAndDie: async (request, ref) => {
      const mortal = create({
        spawned: () => {
          throw new Error('the worker dies here')
        },
      })
      await expect(mortal.launch(request, ref)).rejects.toThrow('the worker dies here')
    },
    pause: () => wait(100),
    now: () => new Date(),
    killManager: (ref) => kill(ref, 'jobmanager'),
    killTaskManager: (ref) => kill(ref, 'taskmanager'),
    managers: async (id) => (await java(id, 'jobmanager')).length,
    restoredFrom: async (ref) => {
      const { latest } = await (await rest(ref)).checkpoints(fromEngineRef(ref).jobId)
      return latest?.restored?.external_path
    },
    jobSettings: async (ref) => {
      const { jobId } = fromEngineRef(ref)
      const [job, checkpoints] = await Promise.all([
        (await rest(ref)).job(jobId),
        (await rest(ref)).checkpointConfig(jobId),
      ])
      return {
        name: job?.name ?? '',
        parallelism: Math.max(...(job?.vertices.map(({ parallelism }) => parallelism) ?? [])),
        checkpointIntervalMs: checkpoints?.interval ?? 0,
      }
    },
    savepoints: async (directory) => {
      const uri = directory.replace(/^file:/, '')
      return (await readdir(uri)).map((name) => `file:${uri}/${name}`)
    },
    dispose: async () => {
      for (const id of await engine.liveDeployments()) await engine.destroy(id)
      // The end of the last process may just be noted there.
      await rm(root, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}
