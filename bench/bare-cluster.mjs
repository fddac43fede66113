// The peer: the same job on a Flink cluster that is started by hand, as Flink's own documentation would have it.
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

const opens = ['lang', 'net', 'io', 'nio', 'lang.reflect', 'text', 'time', 'util', 'util.concurrent']

/** Starts a JobManager and a TaskManager; resolves with the seconds until all tasks run, when both have been ended again. */
export async function timeBareCluster({ flinkHome, jar, mainClass }) {
  const work = mkdtempSync(join(tmpdir(), 'weir-bench-'))
  const properties = join(work, 'application_properties.json')
  const output = join(work, 'output')
  writeFileSync(
    properties,
    JSON.stringify([{ PropertyGroupId: 'Proof', PropertyMap: { OutputPath: `file:${output}`, RatePerSecond: '100' } }]),
  )
  const rest = await freePort()
  mkdirSync(join(work, 'conf'))
  writeFileSync(join(work, 'conf', 'config.yaml'), configuration({ rest, rpc: await freePort(), work }))
  const classPath = [...readdirSync(join(flinkHome, 'lib')).map((name) => join(flinkHome, 'lib', name)), jar].join(':')
  const java = (main, ...args) =>
    spawn(
      'bwrap',
      [
        ...[
          '/usr',
          '/opt',
          '/etc/ssl',
          '/etc/hosts',
          '/etc/alternatives',
          '/etc/java-17-openjdk',
          flinkHome,
          jar,
        ].flatMap((path) => ['--ro-bind-try', path, path]),
        ...['bin', 'lib', 'lib64'].flatMap((name) => ['--symlink', `usr/${name}`, `/${name}`]),
        ...['--proc', '/proc', '--dev', '/dev', '--bind', work, work, '--die-with-parent'],
        ...['--ro-bind', properties, '/etc/flink/application_properties.json'],
        'java',
        ...opens.map((name) => `--add-opens=java.base/java.${name}=ALL-UNNAMED`),
        '-Xmx348m',
        `-Djava.io.tmpdir=${work}`,
        ...['-cp', classPath, main, '--configDir', join(work, 'conf'), ...args],
      ],
      { stdio: 'ignore', env: { ...process.env, FLINK_CONF_DIR: join(work, 'conf') } },
    )
  const started = performance.now()
  const processes = [
    java('org.apache.flink.container.entrypoint.StandaloneApplicationClusterEntryPoint', '--job-classname', mainClass),
    java('org.apache.flink.runtime.taskexecutor.TaskManagerRunner'),
  ]
  try {
    while (!(await allTasksRun(rest))) {
      if (processes.some(({ exitCode }) => exitCode !== null)) throw new Error('the bare cluster ended by itself')
      await pause(50)
    }
    return (performance.now() - started) / 1000
  } finally {
    await Promise.all(processes.map(end))
    rmSync(work, { recursive: true, force: true })
  }
}

const configuration = ({ rest, rpc, work }) =>
  Object.entries({
    'jobmanager.rpc.address': '127.0.0.1',
    'jobmanager.rpc.port': rpc,
    'rest.address': '127.0.0.1',
    'rest.port': rest,
    'rest.bind-port': rest,
    'taskmanager.host': '127.0.0.1',
    'taskmanager.resource-id': 'bench',
    'taskmanager.numberOfTaskSlots': 1,
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
    'execution.checkpointing.interval': '60 s',
    'execution.checkpointing.dir': `file:${work}/checkpoints`,
    'state.backend.type': 'rocksdb',
    'web.refresh-interval': 100,
    'io.tmp.dirs': work,
  })
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')

async function allTasksRun(port) {
  try {
    const { jobs } = await (await fetch(`http://127.0.0.1:${port}/jobs/overview`)).json()
    return jobs.some(({ state, tasks }) => state === 'RUNNING' && tasks.total > 0 && tasks.running === tasks.total)
  } catch {
    return false // not up yet
  }
}

export const freePort = () =>
  new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

const end = (child) =>
  new Promise((resolve) => {
    if (child.exitCode !== null) resolve()
    else child.once('close', resolve).kill('SIGKILL')
  })
