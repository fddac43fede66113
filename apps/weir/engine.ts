import type { Engine } from '@weir/domain'
import { createProcessEngine } from '@weir/engine/process/process-engine'
import type { LocalCodeStore, S3Access } from '@weir/objects'
import type { Logger } from '@weir/telemetry'
import { launcherJar } from './artifacts.ts'
import type { Config } from './config.ts'
import { findJava } from './embedded/java.ts'
import { systemClock } from './system.ts'

/** The engine that the settings ask for: Flink clusters as processes of this host. */
export const createEngine = async ({
  config,
  environment,
  home,
  logger,
  code,
  s3Access,
}: {
  config: Config
  environment: Readonly<Record<string, string | undefined>>
  home: string
  logger: Logger
  code: LocalCodeStore
  /** Weir's own access, for a state root in a bucket. */
  s3Access: S3Access
}): Promise<Engine> =>
  createProcessEngine({
    dataDir: config.dataDir,
    cacheDir: config.cacheDir,
    code,
    launcherJar: launcherJar(home),
    java: await findJava(environment),
    taskManagerMemoryMb: config.taskManagerMemoryMb,
    jobManagerMemoryMb: config.jobManagerMemoryMb,
    sandbox: config.sandbox,
    stateAccess: config.stateUri.startsWith('s3://')
      ? { roleArn: '', ...s3Access, s3Endpoint: s3Access.endpoint, s3PathStyle: s3Access.pathStyle }
      : undefined,
    defaultLeaseMs: config.leaseMs,
    clock: systemClock,
    logger,
  })
