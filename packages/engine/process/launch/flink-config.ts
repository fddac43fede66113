import type { DeploymentRequest, RoleAccess } from '@weir/domain'
import type { ClusterLayout } from '../cluster-layout.ts'
import type { TaskManagerMemory } from './memory.ts'
import type { ProcessRef } from '../process-ref.ts'
import { schedulerOptions } from './scheduler-options.ts'

/** How old Flink's answers about a job may be. Its default of 3 s would make every transition look slow. */
export const REFRESH_MS = 100

/** Flink's configuration by Flink's own keys. */
export type FlinkOptions = Readonly<Record<string, string | number | boolean>>

/**
 * The options that are the service's to decide: whatever the program sets is overwritten with these (io.weir.runtime.Program),
 * as AWS overrides an application's parallelism, checkpointing and state backend.
 */
export function serviceSettings({ parallelism, checkpointing, checkpointsUri }: DeploymentRequest): FlinkOptions {
  return {
    'parallelism.default': parallelism,
    'state.backend.type': 'rocksdb',
    'execution.checkpointing.incremental': true,
    'execution.checkpointing.storage': 'filesystem',
    'execution.checkpointing.dir': checkpointsUri,
    'execution.checkpointing.mode': 'EXACTLY_ONCE',
    'execution.checkpointing.externalized-checkpoint-retention': 'RETAIN_ON_CANCELLATION',
    'restart-strategy.type': 'exponential-delay',
    'restart-strategy.exponential-delay.initial-backoff': '1 s',
    'restart-strategy.exponential-delay.max-backoff': '30 s',
    'restart-strategy.exponential-delay.backoff-multiplier': 2,
    'restart-strategy.exponential-delay.reset-backoff-threshold': '10 min',
    'restart-strategy.exponential-delay.jitter-factor': 0.1,
    ...(checkpointing.enabled
      ? {
          'execution.checkpointing.interval': `${checkpointing.intervalMs} ms`,
          'execution.checkpointing.min-pause': `${checkpointing.minPauseMs} ms`,
          'execution.checkpointing.max-concurrent-checkpoints': 1,
        }
      : {}),
  }
}

/** Everything in the cluster's config.yaml. Every address is loopback's. */
export function flinkConfig({
  request,
  ref,
  layout,
  memory,
  stateAccess,
}: {
  request: DeploymentRequest
  ref: ProcessRef
  layout: ClusterLayout
  memory: TaskManagerMemory
  /** Access to the state root where it is not the role's. */
  stateAccess?: RoleAccess | undefined
}): FlinkOptions {
  return {
    'jobmanager.rpc.address': '127.0.0.1',
    'jobmanager.rpc.port': ref.ports.rpc,
    'jobmanager.bind-host': '127.0.0.1',
    'rest.address': '127.0.0.1',
    'rest.bind-address': '127.0.0.1',
    'rest.port': ref.ports.rest,
    'rest.bind-port': ref.ports.rest,
    'taskmanager.host': '127.0.0.1',
    'taskmanager.bind-host': '127.0.0.1',
    'blob.server.port': 0,
    // A TaskManager is often up before its JobManager listens; Flink would ask again after 10 s, or after 30 s.
    'cluster.registration.error-delay': 200,
    'cluster.registration.refused-registration-delay': 500,
    'heartbeat.interval': 5_000,
    'heartbeat.timeout': 30_000,
    'web.submit.enable': false,
    'web.cancel.enable': false,
    'web.refresh-interval': REFRESH_MS,
    'metrics.fetcher.update-interval': 2_000,
    // An answer to a savepoint that was asked for before a long pause of the worker is still there after it.
    'rest.async.store-duration': '6 h',
    // A finished or failed job stays readable until we take the cluster down.
    'execution.shutdown-on-application-finish': false,
    'execution.submit-failed-job-on-application-error': true,
    'jobmanager.execution.failover-strategy': 'region',
    'cluster.evenly-spread-out-slots': true,
    ...schedulerOptions,
    'pipeline.name': request.applicationName,
    'state.checkpoints.num-retained': 3,
    'execution.checkpointing.num-retained': 3,
    'execution.checkpointing.savepoint-dir': `${request.stateUri}/savepoints`,
    'execution.checkpointing.tolerable-failed-checkpoints': 10,
    'io.tmp.dirs': layout.work,
    'taskmanager.system-out.mode': 'LOG',
    ...taskManagerOptions(ref, memory),
    ...serviceSettings(request),
    ...s3Options(request.access),
    ...(stateAccess ? stateBucketOptions(request.stateUri, stateAccess) : {}),
  }
}

function taskManagerOptions({ slotsPerTaskManager }: ProcessRef, memory: TaskManagerMemory): FlinkOptions {
  const mb = (size: number): string => `${size}m`
  return {
    'taskmanager.numberOfTaskSlots': slotsPerTaskManager,
    'taskmanager.cpu.cores': 1,
    'taskmanager.memory.framework.heap.size': mb(memory.frameworkHeap),
    'taskmanager.memory.task.heap.size': mb(memory.taskHeap),
    'taskmanager.memory.framework.off-heap.size': mb(memory.frameworkOffHeap),
    'taskmanager.memory.task.off-heap.size': mb(0),
    'taskmanager.memory.network.min': mb(memory.network),
    'taskmanager.memory.network.max': mb(memory.network),
    'taskmanager.memory.managed.size': mb(memory.managed),
    'taskmanager.memory.jvm-metaspace.size': mb(memory.metaspace),
    'taskmanager.memory.jvm-overhead.min': mb(memory.overhead),
    'taskmanager.memory.jvm-overhead.max': mb(memory.overhead),
  }
}

function s3Options(access: RoleAccess): FlinkOptions {
  return {
    's3.access-key': access.accessKeyId,
    's3.secret-key': access.secretAccessKey,
    's3.path.style.access': access.s3PathStyle,
    's3.endpoint.region': access.region,
    ...(access.s3Endpoint === undefined ? {} : { 's3.endpoint': access.s3Endpoint }),
    ...(access.sessionToken === undefined
      ? {}
      : {
          's3.session.token': access.sessionToken,
          's3.aws.credentials.provider': 'org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider',
        }),
  }
}

/** Hadoop's settings for one bucket go before the general ones, so the state root can have its own owner. */
function stateBucketOptions(stateUri: string, access: RoleAccess): FlinkOptions {
  const bucket = /^s3:\/\/([^/]+)/.exec(stateUri)?.[1]
  if (bucket === undefined) return {}
  const option = (name: string): string => `s3.bucket.${bucket}.${name}`
  return {
    [option('access.key')]: access.accessKeyId,
    [option('secret.key')]: access.secretAccessKey,
    [option('path.style.access')]: access.s3PathStyle,
    [option('endpoint.region')]: access.region,
    ...(access.s3Endpoint === undefined ? {} : { [option('endpoint')]: access.s3Endpoint }),
    ...(access.sessionToken === undefined
      ? {}
      : {
          [option('session.token')]: access.sessionToken,
          [option('aws.credentials.provider')]: 'org.apache.hadoop.fs.s3a.TemporaryAWSCredentialsProvider',
        }),
  }
}

/** One flat key a line; a JSON string is a YAML string. */
export function toYaml(options: FlinkOptions): string {
  return Object.entries(options)
    .map(([key, value]) => `${key}: ${typeof value === 'string' ? JSON.stringify(value) : String(value)}\n`)
    .join('')
}

/** Java's properties format. */
export function toProperties(options: FlinkOptions): string {
  const escape = (text: string): string =>
    text
      .replace(/[\\:=#!]/g, '\\$&')
      .replace(/\n/g, '\\n')
      .replace(/\r/g, '\\r')
  return Object.entries(options)
    .map(([key, value]) => `${escape(key)}=${escape(String(value))}\n`)
    .join('')
}
