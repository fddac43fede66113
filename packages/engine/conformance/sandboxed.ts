import { execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { chown, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ClusterLayout, clusterLayout } from '../process/cluster-layout.ts'
import { clusterView } from '../process/launch/cluster-view.ts'
import { findJavaHome } from '../process/launch/java-home.ts'
import { bubblewrap } from '../process/sandbox/bubblewrap.ts'
import { chooseSandbox } from '../process/sandbox/choose-sandbox.ts'
import type { ClusterUser } from '../process/sandbox/cluster-user.ts'
import { defaultLimits, type ProcessLimits, type SandboxView } from '../process/sandbox/sandbox.ts'

/** A program in the sandbox of a cluster, without Flink. */
export interface Sandboxed {
  readonly root: string
  readonly layout: ClusterLayout
  readonly view: SandboxView
  /** Starts it; what it prints goes to `output()`. */
  start(command: readonly string[], limits?: Partial<ProcessLimits>): Running
  /** Its whole output. */
  run(script: string, limits?: Partial<ProcessLimits>): Promise<string>
  dispose(): Promise<void>
}

interface Running {
  /** The outermost wrapper. */
  readonly pid: number
  /** Ends it and its wrappers: nothing in the sandbox ends with the outermost of them. */
  kill(): void
  output(): string
  readonly ended: Promise<number | null>
}

/** `worker` is whom the worker runs as: the one who runs the tests, or (for root alone) an ordinary user. */
export async function createSandboxed(worker: 'self' | 'ordinary'): Promise<Sandboxed> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'weir-sandboxed-')))
  const ordinary: ClusterUser | undefined = worker === 'ordinary' ? { uid: 65_534, gid: 65_534 } : undefined
  const layout = clusterLayout(join(root, 'clusters'), 'own')
  for (const made of [layout.conf, layout.control, layout.log, layout.work]) await mkdir(made, { recursive: true })
  await writeFile(layout.applicationProperties, '[]')
  const home = await findJavaHome('java')
  const sandbox = ordinary
    ? bubblewrap({ program: 'bwrap', javaEtc: [], asRoot: false, userNamespace: 'closed', filters: true })
    : await chooseSandbox('bubblewrap')
  const seen = await clusterView({
    layout,
    request: { stateUri: `file:${root}/state/own` },
    runtime: { home: layout.conf } as Parameters<typeof clusterView>[0]['runtime'],
    launcherJar: layout.applicationProperties,
    java: { home },
    sandbox,
    limits: defaultLimits,
    isFirst: true,
  })
  if (ordinary) execFileSync('chown', ['-R', `${ordinary.uid}:${ordinary.gid}`, root])
  else await chown(root, process.getuid?.() ?? 0, process.getgid?.() ?? 0)
  const view = ordinary ? { ...seen, user: ordinary } : seen
  const start = (command: readonly string[], limits: Partial<ProcessLimits> = {}): Running => {
    const [program = '', ...args] = sandbox.wrap(command, { ...view, limits: { ...view.limits, ...limits } })
    const child = spawn(program, args, {
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: '/tmp' },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...ordinary,
    })
    let text = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (text += chunk.toString()))
    const ended = new Promise<number | null>((resolve, reject) => {
      child.once('error', reject)
      child.once('close', resolve)
    })
    return { pid: child.pid ?? 0, kill: () => killTree(child.pid ?? 0), output: () => text, ended }
  }
  return {
    root,
    layout,
    view,
    start,
    run: async (script, limits) => {
      const running = start(['/bin/sh', '-c', script], limits)
      await running.ended
      return running.output()
    },
    dispose: () => rm(root, { recursive: true, force: true }),
  }
}

function killTree(pid: number): void {
  // It may end by itself at any line.
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean)
    for (const child of children) killTree(Number(child))
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if (!/ENOENT|ESRCH/.test(String((error as NodeJS.ErrnoException).code))) throw error
  }
}
