import { chmod, mkdir, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { type DeploymentRequest, type Engine, EngineError, type LaunchPart, stateLayout } from '@weir/domain'
import { readDashboard } from '../dashboard/read-dashboard.ts'
import { openStaticFiles, type StaticFiles } from '../dashboard/static-files.ts'
import { createProcessLogs } from '../logs/process-logs.ts'
import { defaultLogLimits } from '../logs/tidy-logs.ts'
import { createClassArchives } from '../runtimes/class-archives/background-archives.ts'
import { createReleases } from '../runtimes/releases.ts'
import { type ClusterLayout, clusterLayout } from './cluster-layout.ts'
import { examineCluster } from './causes/examine.ts'
import { createMetricsReader } from '../flink-rest/read-metrics.ts'
import { forgetCluster } from './forget-cluster.ts'
import { ifAnswered } from './if-answered.ts'
import { findJavaHome } from './launch/java-home.ts'
import { launchCluster, survey } from './launch/launch-cluster.ts'
import { writeLease } from './processes/lease.ts'
import { endAndMark, readLifetimes } from './processes/lifetime.ts'
import { observeCluster } from './observe/observe.ts'
import { readRestoreBegan } from './observe/restore-began.ts'
import { createClusterGuard } from './processes/cluster-guard.ts'
import { chooseFreePorts } from './launch/ports.ts'
import { fromEngineRef, type ProcessRef, toEngineRef } from './process-ref.ts'
import { listClusterProcesses } from './processes/process-table.ts'
import type { ProcessEngineOptions } from './process-engine-options.ts'
import { createProcessWatch } from './processes/process-watch.ts'
import { createWarmPool } from './pool/warm-pool.ts'
import { isPython } from './program/program.ts'
import { provideCode } from './program/provide-code.ts'
import { flinkRuntimeOf } from './sql/sql-runtime.ts'
import { pythonEnvironment } from './python/python-environments.ts'
import { endSurplus } from './processes/processes.ts'
import { createProcessUse } from './processes/process-use.ts'
import { chooseSandbox } from './sandbox/choose-sandbox.ts'
import { defaultLimits } from './sandbox/sandbox.ts'
import { remember } from './remember.ts'
import { restAddress, restOf } from './rest-address.ts'
import { refWhileRescaling, requireRescalable, rescaleJob } from './rescale.ts'
import { createSteadyLooks } from './observe/steady-look.ts'
import { readSavepointContents, readSavepointProgress, triggerSavepoint } from './savepoints.ts'

/** Runs every deployment as local Java processes of real Flink: one JobManager and its TaskManagers, in a sandbox. */
export function createProcessEngine(options: ProcessEngineOptions): Engine {
  const { clock, logger, java = 'java', sandbox: mode = 'bubblewrap', restTimeoutMs = 10_000 } = options
  const logLimits = { ...defaultLogLimits, ...options.logLimits }
  // What the machine offers is asked once, at the first launch, and again only after a failure.
  const machine = remember(async () => {
    const [javaHome, sandbox] = await Promise.all([findJavaHome(java), chooseSandbox(mode)])
    logger.info({ javaHome, sandbox: sandbox.kind }, 'clusters of this worker are isolated')
    return { java: { program: join(javaHome, 'bin', 'java'), home: javaHome }, sandbox }
  })
  const clusters = remember(async () => {
    const directory = join(options.dataDir, 'clusters')
    await mkdir(directory, { recursive: true, mode: 0o700 })
    // What is in it may be read by all who get that far: clusters are users of their own.
    await chmod(directory, 0o700)
    return realpath(directory)
  })
  const layoutOf = async ({ deploymentId }: ProcessRef): Promise<ClusterLayout> =>
    clusterLayout(await clusters(), deploymentId)
  const releases = createReleases({
    cacheDir: options.cacheDir,
    catalogue: options.releases,
    log: (runtime, line) => logger.info({ runtime }, line),
  })
  const classArchives = createClassArchives({
    cacheDir: options.cacheDir,
    makes: options.makesClassArchives ?? false,
    logger,
  })
  const webUis = new Map<string, () => Promise<StaticFiles>>()
  const webUi = (runtime: string): Promise<StaticFiles> => {
    const known = webUis.get(runtime) ?? remember(async () => openStaticFiles((await releases.home(runtime)).libJars))
    webUis.set(runtime, known)
    return known()
  }
  const time = () => clock.now().getTime()
  const readMetrics = createMetricsReader(time)
  const processUse = createProcessUse(time)
  const processes = createProcessWatch(time)
  const looks = createSteadyLooks(time)
  const guard = createClusterGuard({
    clusters,
    processes,
    memory: { jobManagerMb: options.jobManagerMemoryMb ?? 512, taskManagerMb: options.taskManagerMemoryMb ?? 700 },
    limits: options.clusterLimits,
    now: time,
    logger,
  })
  const fixed = {
    limits: { ...defaultLimits, ...options.limits },
    memory: {
      taskManagerMemoryMb: options.taskManagerMemoryMb ?? 700,
      jobManagerMemoryMb: options.jobManagerMemoryMb ?? 512,
    },
  }
  const pool =
    options.warmPool &&
    createWarmPool({
      settings: options.warmPool,
      stateRoot: options.stateRoot,
      parts: async (name) => {
        const { java: foundJava, sandbox } = await machine()
        const [clustersDir, runtime] = await Promise.all([clusters(), releases.home(name)])
        const launcherJar = await realpath(options.launcherJar)
        const archives = await classArchives({ runtime, java: foundJava, launcherJar })
        return { ...fixed, clustersDir, runtime, sandbox, java: foundJava, launcherJar, archives }
      },
      now: time,
      logger,
    })
  const requireManager = async (ref: ProcessRef): Promise<void> => {
    const living = await processes.living(await clusters(), ref.deploymentId)
    const alive = living.some(({ component }) => component === 'jobmanager')
    // Its port may belong to somebody else by now.
    if (!alive) throw new EngineError('unreachable', 'The cluster has no JobManager.')
  }
  const restIfAlive = async (ref: ProcessRef) => {
    await requireManager(ref)
    return restOf(ref, await layoutOf(ref), restTimeoutMs)
  }

  const bringUp = async (
    request: DeploymentRequest,
    ref: ProcessRef,
    begins: (part: LaunchPart) => void = () => undefined,
  ): Promise<void> => {
    const clustersDir = await clusters()
    // Before the slow parts, and again by launchCluster after them.
    await survey(clustersDir, request)
    const { java: foundJava, sandbox } = await machine()
    begins('fetch')
    const [runtime, codeFile] = await Promise.all([
      releases.home(flinkRuntimeOf(request.runtimeEnvironment), request.release),
      provideCode({ request, layout: await layoutOf(ref), code: options.code, sql: options.sql }),
    ])
    const python = isPython(request)
      ? await pythonEnvironment({
          flinkVersion: runtime.version,
          cacheDir: options.cacheDir,
          settings: options.python,
          log: (line) => logger.info({ runtime: request.runtimeEnvironment }, line),
        })
      : undefined
    const launcherJar = await realpath(options.launcherJar)
    await launchCluster({
      request,
      begins,
      archives: await classArchives({ runtime, java: foundJava, launcherJar }),
      python,
      ref,
      layout: await layoutOf(ref),
      clustersDir,
      runtime,
      sandbox,
      ...fixed,
      pool,
      codeFile,
      java: foundJava,
      launcherJar,
      stateAccess: options.stateAccess,
      leaseUntil: new Date(clock.now().getTime() + (options.defaultLeaseMs ?? 60_000)),
      spawned: (component) => {
        processes.changed()
        options.spawned?.(component)
      },
      clusterLogBytes: logLimits.clusterBytes,
    })
  }

  return {
    logs: createProcessLogs({ clusters, clock, limits: logLimits }),
    release: (runtime) => releases.newest(flinkRuntimeOf(runtime)),
    prepare: async (request) => {
      const runtime = flinkRuntimeOf(request.runtimeEnvironment)
      if (releases.newest(runtime) === undefined) {
        throw new EngineError('configuration', `${request.runtimeEnvironment} cannot be run by this service.`)
      }
      const [rest = 0, rpc = 0] = await chooseFreePorts(2)
      return toEngineRef({
        driver: 'process',
        applicationId: request.applicationId,
        deploymentId: request.deploymentId,
        jobId: request.jobId,
        runtime,
        taskManagers: Math.ceil(request.parallelism / request.parallelismPerKpu),
        // As many as a KPU has, also when fewer are needed now: a rescale must find TaskManagers that are all alike.
        slotsPerTaskManager: request.parallelismPerKpu,
        ports: { rest, rpc },
      })
    },
    launch: async (request, engineRef, begins) => {
      const ref = fromEngineRef(engineRef)
      await bringUp(request, ref, begins)
      await endSurplus(await clusters(), ref)
    },
    rescale: async (engineRef, { request, from }) => {
      const before = fromEngineRef(engineRef)
      const ref = refWhileRescaling(before, request)
      const rest = await restIfAlive(ref)
      const { fixedParallelism: fixedParallelismFile, rescales: rescalesFile } = await layoutOf(ref)
      const asked = { rest, ref, request, from, fixedParallelismFile, rescalesFile }
      await requireRescalable(asked)
      await bringUp(request, ref)
      const after = await rescaleJob(asked)
      return after && toEngineRef(after)
    },
    observe: async (engineRef) => {
      const ref = fromEngineRef(engineRef)
      const state = options.stateRoot && stateLayout.application(options.stateRoot, ref.applicationId)
      guard.look({ layout: await layoutOf(ref), deploymentId: ref.deploymentId, state })
      return observeCluster({
        ref,
        layout: await layoutOf(ref),
        clustersDir: await clusters(),
        processes,
        looks,
        now: () => clock.now(),
        timeoutMs: restTimeoutMs,
      })
    },
    restoreBegan: async (engineRef) => {
      const ref = fromEngineRef(engineRef)
      return ifAnswered(async () => readRestoreBegan(await restIfAlive(ref), ref.jobId))
    },
    requestSavepoint: async (engineRef, request) => {
      const ref = fromEngineRef(engineRef)
      await triggerSavepoint(await restIfAlive(ref), ref.jobId, request)
    },
    savepointProgress: async (engineRef, request) => {
      const ref = fromEngineRef(engineRef)
      return readSavepointProgress(await restIfAlive(ref), ref.jobId, request)
    },
    savepointContents: async (engineRef, location) => {
      const ref = fromEngineRef(engineRef)
      return ifAnswered(async () => readSavepointContents(await restIfAlive(ref), ref.jobId, location))
    },
    teardown: async (engineRef) =>
      endAndMark(await clusters(), fromEngineRef(engineRef).deploymentId, () => clock.now()),
    extendLease: async (engineRef, until) => {
      const { lease } = await layoutOf(fromEngineRef(engineRef))
      await (pool?.exclusively ?? ((work) => work()))(() => writeLease(lease, until))
    },
    ...(pool && { keepWarm: () => pool.keep(), endWarm: () => pool.end() }),
    liveDeployments: async () => [
      ...new Set((await listClusterProcesses(await clusters())).map(({ deploymentId }) => deploymentId)),
    ],
    metrics: async (engineRef, { level }) => {
      const ref = fromEngineRef(engineRef)
      const rest = await restIfAlive(ref)
      const memoryLimitBytes = (options.taskManagerMemoryMb ?? 700) * 1_048_576
      const [told, containers] = await Promise.all([
        readMetrics(rest, { jobId: ref.jobId, level }),
        processUse(await clusters(), { deploymentId: ref.deploymentId, memoryLimitBytes }),
      ])
      return { at: clock.now(), ...told, containers, disk: guard.disk(ref.deploymentId) }
    },
    lifetimes: async (deploymentIds) =>
      readLifetimes({ clustersDir: await clusters(), processes, deploymentIds, now: () => clock.now() }),
    destroy: async (deploymentId) => endAndMark(await clusters(), deploymentId, () => clock.now()),
    examine: async (engineRef, { since } = {}) => {
      const ref = fromEngineRef(engineRef)
      const rest = await restIfAlive(ref).catch(() => undefined)
      return examineCluster({ layout: await layoutOf(ref), rest, jobId: ref.jobId, since, now: () => clock.now() })
    },
    jobPlan: async (engineRef) => {
      const ref = fromEngineRef(engineRef)
      const { plan } = ((await ifAnswered(async () => (await restIfAlive(ref)).plan(ref.jobId))) ?? {}) as {
        plan?: unknown
      }
      return plan === undefined ? undefined : JSON.stringify(plan)
    },
    readDashboard: async (engineRef, request) => {
      const ref = fromEngineRef(engineRef)
      await requireManager(ref)
      const files = await webUi(ref.runtime)
      return readDashboard({
        ...(await restAddress(ref, await layoutOf(ref))),
        files,
        request,
        timeoutMs: restTimeoutMs,
      })
    },
    forget: async (engineRef) => forgetCluster(await layoutOf(fromEngineRef(engineRef))),
  }
}
