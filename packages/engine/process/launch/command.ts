import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { DeploymentRequest, RoleAccess } from '@weir/domain'
import type { ClassArchives } from '../../runtimes/class-archives/class-archives.ts'
import type { RuntimeHome } from '../../runtimes/runtime-home.ts'
import type { ClusterLayout } from '../cluster-layout.ts'
import { jobManagerMemory, type TaskManagerMemory } from './memory.ts'
import { moduleOptions } from './module-options.ts'
import type { ProcessRef } from '../process-ref.ts'
import type { Program } from '../program/program.ts'
import { resourceIdPrefix } from '../processes/task-manager-indexes.ts'

/** Ties a process to its deployment: how it is found again after a crash of the worker. */
export const marker = {
  cluster: '-Dweir.cluster=',
  application: '-Dweir.application=',
  deployment: '-Dweir.deployment=',
  component: '-Dweir.component=',
  index: '-Dweir.index=',
} as const

interface CommandInput {
  readonly java: string
  readonly launcherJar: string
  readonly runtime: RuntimeHome
  readonly request: DeploymentRequest
  readonly ref: ProcessRef
  readonly layout: ClusterLayout
  readonly program: Program
  /** Absent while there are none: a start is slower then, nothing else. */
  readonly archives?: ClassArchives | undefined
}

/** Command line of the JobManager that runs the program. */
export function jobManagerCommand(input: CommandInput & { readonly jobManagerMemoryMb: number }): readonly string[] {
  const { request, layout, ref, program } = input
  const { heap, offHeap, metaspace } = jobManagerMemory(input.jobManagerMemoryMb)
  return [
    input.java,
    `-Xms${Math.min(heap, 128)}m`,
    `-Xmx${heap}m`,
    `-XX:MaxDirectMemorySize=${offHeap}m`,
    `-XX:MaxMetaspaceSize=${metaspace}m`,
    // It only coordinates: quick to start counts, not peak speed.
    '-XX:TieredStopAtLevel=1',
    '-XX:+UseSerialGC',
    ...jvmOptions(input, 'jobmanager', 0),
    // Where Flink's web UI looks for the log.
    `-Dlog.file=${logFile(input.layout, 'jobmanager')}`,
    `-Dweir.program.main=${program.mainClass}`,
    // Not on the command line, where Flink would take a Python program's for its own and start it without our settings.
    ...(program.arguments.length === 0 ? [] : [`-Dweir.program.arguments=${program.arguments.join('\n')}`]),
    `-Dweir.settings.file=${layout.settings}`,
    `-Dweir.parallelism.file=${layout.fixedParallelism}`,
    ...launch(input),
    'org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint',
    '--configDir',
    layout.conf,
    '--job-classname',
    'io.weir.runtime.Program',
    '--job-id',
    ref.jobId,
    ...(request.restoreFrom === undefined ? [] : ['--fromSavepoint', request.restoreFrom]),
    ...(request.restoreFrom !== undefined && request.allowNonRestoredState ? ['--allowNonRestoredState'] : []),
  ]
}

/** The JVM of one TaskManager, with flags for what it does: its heap, and direct memory for network buffers. */
export function taskManagerCommand(
  input: CommandInput & {
    readonly memory: TaskManagerMemory
    readonly index: number
    /** For its temporary files; absent = among the cluster's. */
    readonly scratch?: string | undefined
  },
): readonly string[] {
  const { memory, scratch } = input
  const heap = memory.frameworkHeap + memory.taskHeap
  return [
    input.java,
    `-Xms${Math.min(heap, 128)}m`,
    `-Xmx${heap}m`,
    `-XX:MaxDirectMemorySize=${memory.frameworkOffHeap + memory.network}m`,
    `-XX:MaxMetaspaceSize=${memory.metaspace}m`,
    heap > 1_024 ? '-XX:+UseG1GC' : '-XX:+UseSerialGC',
    ...jvmOptions(input, 'taskmanager', input.index),
    ...launch(input),
    'org.apache.flink.runtime.taskexecutor.TaskManagerRunner',
    '--configDir',
    input.layout.conf,
    // For the web UI. As `log.file` RocksDB would see it too, and write its own logs there under names that can be too long to open.
    `-Dtaskmanager.log.path=${logFile(input.layout, `taskmanager-${input.index}`)}`,
    // Tells which process a task is on. New with each process: Flink takes one that comes again for the one it knew.
    `-Dtaskmanager.resource-id=${resourceIdPrefix(input.index)}-${randomBytes(4).toString('hex')}`,
    ...(scratch === undefined ? [] : [`-Dio.tmp.dirs=${scratch}`, `-Ds3.buffer.dir=${scratch}/s3`]),
  ]
}

function jvmOptions(
  { request, layout, archives }: CommandInput,
  component: 'jobmanager' | 'taskmanager',
  index: number,
): readonly string[] {
  const name = component === 'jobmanager' ? component : `${component}-${index}`
  return [
    '-XX:+ExitOnOutOfMemoryError',
    '-XX:+IgnoreUnrecognizedVMOptions',
    // One that does not fit (another Java, other jars) is left aside, silently.
    '-Xshare:auto',
    '-Xlog:cds=off',
    ...archiveOption(component === 'jobmanager' ? archives?.jobManager : archives?.taskManager),
    '-XX:-UsePerfData',
    ...moduleOptions,
    '-Djava.io.tmpdir=/tmp',
    `-Dweir.log.file=${logFile(layout, name)}`,
    `-Dweir.log.directory=${layout.log}`,
    `-Dweir.log.name=${name}`,
    '-Dweir.system.output=log',
    `-Dlog4j.configurationFile=file:${layout.log4j}`,
    `-Dlog4j2.configurationFile=file:${layout.log4j}`,
    `-Dweir.lease.file=${layout.lease}`,
    `-Dweir.failure.file=${layout.failure(name)}`,
    `-Dweir.alive.file=${layout.alive(name)}`,
    `${marker.cluster}${layout.directory}`,
    `${marker.application}${request.applicationId}`,
    `${marker.deployment}${request.deploymentId}`,
    `${marker.component}${component}`,
    `${marker.index}${index}`,
  ]
}

const logFile = ({ log }: ClusterLayout, component: string): string => join(log, `${component}.log`)

const archiveOption = (file: string | undefined): readonly string[] =>
  file === undefined ? [] : [`-XX:SharedArchiveFile=${file}`]

function launch({ launcherJar, runtime, program }: CommandInput): readonly string[] {
  // The user's jar is not here: Flink loads it child-first from usrlib, so that it may bring its own versions of libraries.
  return ['-cp', [...runtime.libJars, launcherJar, ...program.runtimeJars].join(':'), 'io.weir.runtime.Launcher']
}

/** The whole environment of a cluster's processes: the role's access and nothing of the worker's own. */
export function clusterEnvironment({
  javaHome,
  runtime,
  request: { access },
  layout,
}: {
  javaHome: string
  runtime: RuntimeHome
  request: DeploymentRequest
  layout: ClusterLayout
}): Readonly<Record<string, string>> {
  return {
    PATH: `${javaHome}/bin:/usr/local/bin:/usr/bin:/bin`,
    HOME: '/tmp',
    LANG: 'C.UTF-8',
    TZ: 'UTC',
    JAVA_HOME: javaHome,
    FLINK_CONF_DIR: layout.conf,
    FLINK_LIB_DIR: layout.flinkLib,
    FLINK_OPT_DIR: runtime.optDir,
    FLINK_PLUGINS_DIR: runtime.pluginsDir,
    ...awsEnvironment(access),
  }
}

/** A role's access as AWS's SDKs look for it. */
export const awsEnvironment = (access: RoleAccess): Readonly<Record<string, string>> => ({
  AWS_REGION: access.region,
  AWS_DEFAULT_REGION: access.region,
  AWS_ACCESS_KEY_ID: access.accessKeyId,
  AWS_SECRET_ACCESS_KEY: access.secretAccessKey,
  AWS_EC2_METADATA_DISABLED: 'true',
  ...(access.sessionToken === undefined ? {} : { AWS_SESSION_TOKEN: access.sessionToken }),
  ...endpointVariables({
    ...access.endpoints,
    ...(access.s3Endpoint === undefined ? {} : { s3: access.s3Endpoint }),
  }),
})

/** As every AWS SDK reads them: AWS_ENDPOINT_URL for all services, AWS_ENDPOINT_URL_<SERVICE> for one. */
function endpointVariables(endpoints: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const named = Object.entries(endpoints).map(([service, url]) => [
    service === '' ? 'AWS_ENDPOINT_URL' : `AWS_ENDPOINT_URL_${service.toUpperCase()}`,
    url,
  ])
  return Object.fromEntries(named) as Record<string, string>
}
