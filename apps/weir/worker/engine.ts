import type { Engine } from '@weir/domain'
import { createProcessEngine } from '@weir/engine/process/process-engine'
import { readCatalogue } from '@weir/engine/runtimes/read-catalogue'
import type { LocalCodeStore, S3Access } from '@weir/objects'
import type { RuntimeEnvironment } from '@weir/service-model'
import type { Logger } from '@weir/telemetry'
import { launcherJar, pythonRequirements } from '../artifacts.ts'
import type { Config } from '../settings/config.ts'
import type { CrashPoints } from '../crash-points.ts'
import { findJava } from '../embedded/java.ts'
import { readPythonSettings } from '../settings/python-config.ts'
import { readPoolSettings } from '../settings/pool-config.ts'
import { setting, SettingError } from '../settings/setting.ts'
import { readStartSettings } from '../settings/start-config.ts'
import { isolationLimits } from '../settings/isolation-config.ts'
import { systemClock } from '../system.ts'

/** The engine that the settings ask for: Flink clusters as processes of this host. */
export const createEngine = async ({
  config,
  environment,
  home,
  logger,
  code,
  stateAccess,
  crash,
}: {
  config: Config
  environment: Readonly<Record<string, string | undefined>>
  home: string
  logger: Logger
  code: LocalCodeStore
  /**
   * What clusters use for a state root in a bucket, where that is not their role's key. Flink runs inside the application's processes, so
   * the application can read it: it should open the state bucket and nothing else.
   */
  stateAccess?: S3Access | undefined
  crash: Pick<CrashPoints, 'spawned'>
}): Promise<Engine> => {
  if (config.sandbox !== 'bubblewrap') {
    logger.warn(`WEIR_SANDBOX is ${config.sandbox}: applications are not isolated and can read what this process can`)
  }
  const warmPool = readPoolSettings(setting(environment))
  const engine = createProcessEngine({
    dataDir: config.dataDir,
    cacheDir: config.cacheDir,
    releases: config.runtimeReleases === undefined ? undefined : await readCatalogue(config.runtimeReleases),
    code,
    launcherJar: launcherJar(home),
    makesClassArchives: readStartSettings(environment).makesClassArchives,
    warmPool,
    stateRoot: config.stateUri.startsWith('file:') ? config.stateUri.slice('file:'.length) : undefined,
    java: await findJava(environment),
    python: { requirementsDir: pythonRequirements(home), ...readPythonSettings(environment) },
    taskManagerMemoryMb: config.taskManagerMemoryMb,
    jobManagerMemoryMb: config.jobManagerMemoryMb,
    sandbox: config.sandbox,
    ...isolationLimits(environment),
    stateAccess:
      stateAccess === undefined || !config.stateUri.startsWith('s3://')
        ? undefined
        : { roleArn: '', ...stateAccess, s3Endpoint: stateAccess.endpoint, s3PathStyle: stateAccess.pathStyle },
    defaultLeaseMs: config.leaseMs,
    logLimits: config.logs,
    spawned: crash.spawned,
    clock: systemClock,
    logger,
  })
  for (const runtime of Object.keys(warmPool?.sizes ?? {}) as RuntimeEnvironment[]) {
    if (engine.release(runtime) !== undefined) continue
    throw new SettingError('WEIR_WARM_POOL', `names ${runtime}, which this service cannot run`, 'FLINK-2_2:1')
  }
  return engine
}
