import { spawn, type ChildProcess } from 'node:child_process'
import { chmod, copyFile, mkdir, mkdtemp, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { setPriority } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createFlinkRestClient } from '../../flink-rest/client.ts'
import { createConnection } from '../../flink-rest/connection.ts'
import { type ClusterKeys, ensureClusterKeys, keyOptions } from '../../process/launch/cluster-keys.ts'
import { moduleOptions } from '../../process/launch/module-options.ts'
import { chooseFreePorts } from '../../process/launch/ports.ts'
import type { ClassArchiveInput } from './class-archive-input.ts'
import { exercise } from './exercise.ts'

/** A slow machine needs two minutes; a cluster that has not done it by then never will. */
const PATIENCE_MS = 5 * 60_000

/**
 * Runs a whole cluster once on our own tiny program (io.weir.runtime.Training), outside of any sandbox because nobody else's code is in
 * it: start, job, checkpoint, stop with a savepoint. Each JVM writes its archive at its end; both are there or none is.
 */
export async function train(
  input: ClassArchiveInput & { readonly directory: string; readonly signal?: AbortSignal | undefined },
): Promise<void> {
  const { directory } = input
  const work = await mkdtemp(join(dirname(directory), '.training-'))
  const made = join(work, 'archives')
  const started: ChildProcess[] = []
  const patience = AbortSignal.timeout(PATIENCE_MS)
  const signal = input.signal === undefined ? patience : AbortSignal.any([patience, input.signal])
  try {
    await mkdir(made)
    const [rest = 0, rpc = 0] = await chooseFreePorts(2)
    const keys = await ensureClusterKeys({ conf: join(work, 'conf') })
    await writeFiles(input, work, { rest, rpc, keys })
    for (const [component, entry] of COMPONENTS) started.push(await start(input, { work, made, component, entry }))
    const address = { baseUrl: `https://127.0.0.1:${rest}`, dispatcher: createConnection(keys) }
    await exercise(createFlinkRestClient(address), {
      savepoints: `file://${join(work, 'savepoint')}`,
      signal,
      requireAlive: async () => {
        const ended = started.find(({ exitCode, signalCode }) => exitCode !== null || signalCode !== null)
        if (ended !== undefined) throw new Error(`A JVM of the training run ended by itself. ${await lastWords(work)}`)
      },
    })
    for (const each of started) each.kill('SIGTERM')
    await untilEnded(started, signal)
    // Other users may run clusters with it.
    for (const [component] of COMPONENTS) await chmod(join(made, `${component}.jsa`), 0o444)
    await chmod(made, 0o755)
    await rename(made, directory)
  } finally {
    for (const each of started) each.kill('SIGKILL')
    await rm(work, { recursive: true, force: true, maxRetries: 3 })
  }
}

const COMPONENTS = [
  ['jobmanager', 'org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint'],
  ['taskmanager', 'org.apache.flink.runtime.taskexecutor.TaskManagerRunner'],
] as const

async function start(
  { runtime, java, launcherJar }: ClassArchiveInput,
  { work, made, component, entry }: { work: string; made: string; component: string; entry: string },
): Promise<ChildProcess> {
  const conf = join(work, 'conf')
  const output = await open(join(work, `${component}.out`), 'a')
  const child = spawn(
    java.program,
    [
      '-Xmx320m',
      '-XX:+UseSerialGC',
      // What C2 makes is not archived.
      '-XX:TieredStopAtLevel=1',
      `-XX:ArchiveClassesAtExit=${join(made, `${component}.jsa`)}`,
      ...moduleOptions,
      `-Djava.io.tmpdir=${work}`,
      `-Dlog.file=${join(work, `${component}.log`)}`,
      `-Dlog4j2.configurationFile=file:${join(conf, 'log4j.properties')}`,
      // Nobody ends it when we are killed.
      `-Dweir.lease.file=${join(work, 'lease')}`,
      `-Dweir.failure.file=${join(work, `failure-${component}.json`)}`,
      '-Dweir.program.main=io.weir.runtime.Training',
      `-Dweir.settings.file=${join(conf, 'settings.properties')}`,
      // The run's class path has to begin with this one.
      ...['-cp', [...runtime.libJars, launcherJar].join(':')],
      ...['io.weir.runtime.Launcher', entry, '--configDir', conf],
      ...(component === 'jobmanager' ? ['--job-classname', 'io.weir.runtime.Program'] : []),
    ],
    {
      cwd: work,
      stdio: ['ignore', output.fd, output.fd],
      env: {
        PATH: '/usr/local/bin:/usr/bin:/bin',
        LANG: 'C.UTF-8',
        FLINK_CONF_DIR: conf,
        FLINK_LIB_DIR: join(work, 'flink', 'lib'),
        FLINK_PLUGINS_DIR: runtime.pluginsDir,
        AWS_REGION: 'us-east-1',
        AWS_EC2_METADATA_DISABLED: 'true',
      },
    },
  )
  await new Promise<void>((resolve, reject) => child.once('spawn', resolve).once('error', reject))
  await output.close()
  process.once('exit', () => child.kill('SIGKILL'))
  // Applications that start meanwhile go first.
  beNice(child)
  return child
}

function beNice({ pid }: ChildProcess): void {
  try {
    if (pid !== undefined) setPriority(pid, 15)
  } catch {
    // It has ended already; whoever waits for it says so.
  }
}

/** Why, as far as the launcher kept it or Java printed it. */
async function lastWords(work: string): Promise<string> {
  const files = COMPONENTS.flatMap(([component]) => [`failure-${component}.json`, `${component}.out`])
  const texts = await Promise.all(files.map((file) => readFile(join(work, file), 'utf8').catch(() => '')))
  return texts.map((text) => text.slice(0, 500)).join('\n')
}

async function untilEnded(started: readonly ChildProcess[], signal: AbortSignal): Promise<void> {
  while (started.some(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    await pause(50, undefined, { signal })
  }
}

async function writeFiles(
  { launcherJar }: ClassArchiveInput,
  work: string,
  { rest, rpc, keys }: { rest: number; rpc: number; keys: ClusterKeys },
): Promise<void> {
  const conf = join(work, 'conf')
  const usrlib = join(work, 'flink', 'usrlib')
  await mkdir(conf, { recursive: true })
  await mkdir(join(work, 'flink', 'lib'), { recursive: true })
  await mkdir(usrlib)
  // Loaded the way an application's own jar is.
  await copyFile(launcherJar, join(usrlib, 'training.jar'))
  await writeFile(join(work, 'lease'), `${String(Date.now() + PATIENCE_MS)}\n`)
  const options = Object.entries({ ...keyOptions(keys), ...configuration(work, { rest, rpc }) })
  await writeFile(join(conf, 'config.yaml'), options.map(([key, value]) => `${key}: ${String(value)}\n`).join(''))
  // The launcher leaves a program no checkpoints that the service did not ask for.
  await writeFile(join(conf, 'settings.properties'), 'execution.checkpointing.interval=200 ms\n')
  await writeFile(join(conf, 'log4j.properties'), LOG)
}

const configuration = (work: string, { rest, rpc }: { rest: number; rpc: number }) => ({
  'jobmanager.rpc.address': '127.0.0.1',
  'jobmanager.rpc.port': rpc,
  'jobmanager.bind-host': '127.0.0.1',
  'rest.address': '127.0.0.1',
  'rest.bind-address': '127.0.0.1',
  'rest.port': rest,
  'rest.bind-port': rest,
  'web.submit.enable': false,
  'web.refresh-interval': 100,
  'taskmanager.host': '127.0.0.1',
  'taskmanager.bind-host': '127.0.0.1',
  'taskmanager.numberOfTaskSlots': 1,
  'taskmanager.cpu.cores': 1,
  'taskmanager.memory.framework.heap.size': '64m',
  'taskmanager.memory.task.heap.size': '128m',
  'taskmanager.memory.framework.off-heap.size': '64m',
  'taskmanager.memory.task.off-heap.size': '0m',
  'taskmanager.memory.network.min': '32m',
  'taskmanager.memory.network.max': '32m',
  'taskmanager.memory.managed.size': '64m',
  'taskmanager.memory.jvm-metaspace.size': '160m',
  'taskmanager.memory.jvm-overhead.min': '64m',
  'taskmanager.memory.jvm-overhead.max': '64m',
  'execution.shutdown-on-application-finish': false,
  'jobmanager.scheduler': 'adaptive',
  'execution.checkpointing.incremental': true,
  'execution.checkpointing.dir': `file://${join(work, 'checkpoints')}`,
  'state.backend.type': 'rocksdb',
  'cluster.registration.error-delay': 200,
  'io.tmp.dirs': work,
  // Nobody listens there, and once is enough to have loaded the client.
  's3.endpoint': 'http://127.0.0.1:9',
  's3.endpoint.region': 'us-east-1',
  's3.access-key': 'training',
  's3.secret-key': 'training',
  's3.path.style.access': true,
  's3.attempts.maximum': 1,
  's3.retry.limit': 1,
})

const LOG = `rootLogger.level = INFO
rootLogger.appenderRef.file.ref = File
appender.file.name = File
appender.file.type = File
appender.file.fileName = \${sys:log.file}
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d %-5p %c - %m%n
`
