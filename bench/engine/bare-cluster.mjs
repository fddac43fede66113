// The peer: the same jar on a Flink cluster that is started by hand with Java's and Flink's own defaults, as its documentation has it.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { allTasksRun } from './flink-rest.mjs'

const opens = ['lang', 'net', 'io', 'nio', 'lang.reflect', 'text', 'time', 'util', 'util.concurrent']

/** Starts a JobManager and a TaskManager; resolves when all tasks run, with the seconds that took. */
export async function startBareCluster({
  flinkHome,
  jar,
  mainClass,
  properties,
  parallelism = 1,
  slots = 1,
  fromSavepoint,
}) {
  const work = mkdtempSync(join(tmpdir(), 'weir-bench-'))
  const file = join(work, 'application_properties.json')
  writeFileSync(file, JSON.stringify(properties))
  const rest = await freePort()
  mkdirSync(join(work, 'conf'))
  const options = configuration({ rest, rpc: await freePort(), work, parallelism, slots })
  writeFileSync(join(work, 'conf', 'config.yaml'), options)
  const classPath = [...readdirSync(join(flinkHome, 'lib')).map((name) => join(flinkHome, 'lib', name)), jar].join(':')
  const system = ['/usr', '/opt', '/etc/ssl', '/etc/hosts', '/etc/alternatives', '/etc/java-17-openjdk', flinkHome, jar]
  const state = fromSavepoint === undefined ? [] : [fromSavepoint]
  const java = (main, ...args) =>
    spawn(
      'bwrap',
      [
        ...[...system, ...state].flatMap((path) => ['--ro-bind-try', path, path]),
        ...['bin', 'lib', 'lib64'].flatMap((name) => ['--symlink', `usr/${name}`, `/${name}`]),
        ...[
          '--proc',
          '/proc',
          '--dev',
          '/dev',
          '--tmpfs',
          '/tmp',
          '--bind',
          work,
          work,
          '--die-with-parent',
          '--unshare-pid',
        ],
        ...[...state].flatMap((path) => ['--ro-bind', path, path]),
        ...['--ro-bind', jar, jar, '--ro-bind', file, '/etc/flink/application_properties.json'],
        'java',
        ...opens.map((name) => `--add-opens=java.base/java.${name}=ALL-UNNAMED`),
        '-Xmx348m',
        ...['-cp', classPath, main, '--configDir', join(work, 'conf'), ...args],
      ],
      { stdio: 'ignore', env: { ...process.env, FLINK_CONF_DIR: join(work, 'conf') } },
    )
  const started = performance.now()
  const processes = [
    java(
      'org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint',
      ...['--job-classname', mainClass, ...state.flatMap((path) => ['--fromSavepoint', path])],
    ),
    java('org.apache.flink.runtime.taskexecutor.TaskManagerRunner'),
  ]
  const end = async ({ keep = false } = {}) => {
    await Promise.all(processes.map(ended))
    if (!keep) rmSync(work, { recursive: true, force: true })
  }
  try {
    while (!(await allTasksRun(rest))) {
      if (processes.some(({ exitCode }) => exitCode !== null)) throw new Error('the bare cluster ended by itself')
      await pause(20)
    }
  } catch (error) {
    await end()
    throw error
  }
  return { seconds: (performance.now() - started) / 1000, rest, work, end }
}

const configuration = ({ rest, rpc, work, parallelism, slots }) =>
  Object.entries({
    'jobmanager.rpc.address': '127.0.0.1',
    'jobmanager.rpc.port': rpc,
    'rest.address': '127.0.0.1',
    'rest.port': rest,
    'rest.bind-port': rest,
    'taskmanager.host': '127.0.0.1',
    'taskmanager.resource-id': 'bench',
    'taskmanager.numberOfTaskSlots': slots,
    'taskmanager.cpu.cores': 1,
    'taskmanager.memory.task.heap.size': '212m',
    'taskmanager.memory.framework.heap.size': '64m',
    'taskmanager.memory.task.off-heap.size': '0m',
    'taskmanager.memory.network.min': '80m',
    'taskmanager.memory.network.max': '80m',
    'taskmanager.memory.managed.size': '150m',
    'taskmanager.memory.framework.off-heap.size': '64m',
    'taskmanager.memory.jvm-metaspace.size': '160m',
    'taskmanager.memory.jvm-overhead.min': '80m',
    'taskmanager.memory.jvm-overhead.max': '80m',
    'parallelism.default': parallelism,
    'execution.checkpointing.interval': '60 s',
    'execution.checkpointing.dir': `file:${work}/checkpoints`,
    'state.backend.type': 'rocksdb',
    // Not Flink's defaults (3 s and 10 s): answers as fresh as those of Weir's clusters.
    'web.refresh-interval': 100,
    'metrics.fetcher.update-interval': 2000,
    'io.tmp.dirs': work,
  })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')

export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

const ended = (child) =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve()
    else child.once('close', resolve).kill('SIGKILL')
  })
