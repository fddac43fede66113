import { execFile } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { EngineError } from '@weir/domain'
import { bubblewrap, type BubblewrapOptions } from './bubblewrap.ts'
import { workerIsRoot } from './cluster-user.ts'
import { off } from './off.ts'
import type { Sandbox } from './sandbox.ts'
import { systemCallFilter } from './system-call-filter.ts'
import { unshare } from './unshare.ts'

/** bubblewrap isolates; the others are for development with code of one's own. */
export type SandboxMode = 'bubblewrap' | 'unshare' | 'off'

const run = promisify(execFile)

/**
 * Makes the sandbox that was asked for, after really entering it once. Throws EngineError `configuration` with the remedy where
 * the machine does not allow it: code of strangers is never run with less than was asked for.
 */
export async function chooseSandbox(mode: SandboxMode, program = 'bwrap'): Promise<Sandbox> {
  if (mode === 'off') return off
  try {
    return await (mode === 'bubblewrap' ? tryBubblewrap(program) : tryUnshare())
  } catch (error) {
    const said = (error as { stderr?: string }).stderr ?? ''
    const reason = (said.trim() || String(error)).split('\n')[0] ?? ''
    throw new EngineError(
      'configuration',
      `Applications cannot be isolated on this worker: ${reason}. ${remedy(error)}`,
      { cause: error },
    )
  }
}

/** What to do, by what this machine is. */
function remedy(error: unknown): string {
  const weaker = 'For development with code of your own, WEIR_SANDBOX=unshare or off runs it without isolation.'
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
    return `Install bubblewrap and util-linux (apt-get install bubblewrap, dnf install bubblewrap). ${weaker}`
  }
  const closed = [
    ['/proc/sys/kernel/apparmor_restrict_unprivileged_userns', '1', 'kernel.apparmor_restrict_unprivileged_userns=0'],
    ['/proc/sys/kernel/unprivileged_userns_clone', '0', 'kernel.unprivileged_userns_clone=1'],
    ['/proc/sys/user/max_user_namespaces', '0', 'user.max_user_namespaces=15000'],
  ].find(([file = '', value]) => readSetting(file) === value)
  if (closed) {
    return `This machine forbids user namespaces: allow them (sysctl -w ${closed[2] ?? ''}, or an AppArmor profile for bwrap), or run the worker as root. ${weaker}`
  }
  return `User namespaces must be allowed; in a container add the capability SYS_ADMIN and seccomp=unconfined, apparmor=unconfined. ${weaker}`
}

function readSetting(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return undefined
  }
}

async function tryBubblewrap(program: string): Promise<Sandbox> {
  // Debian keeps parts of a JDK's configuration in /etc/java-<version>-openjdk, which its home links to.
  const javaEtc = readdirSync('/etc')
    .filter((name) => name.startsWith('java'))
    .map((name) => `/etc/${name}`)
  const asRoot = workerIsRoot()
  // bubblewrap before 0.8 cannot close the namespace; a machine may forbid them to root's children, who need none to be isolated.
  const namespaces = ['closed', 'open', ...(asRoot ? (['none'] as const) : [])] as const
  let first: unknown
  for (const filters of [true, false]) {
    for (const userNamespace of namespaces) {
      const sandbox = bubblewrap({ program, javaEtc, asRoot, userNamespace, filters } satisfies BubblewrapOptions)
      try {
        await enter(sandbox)
        return sandbox
      } catch (error) {
        first ??= error
      }
    }
  }
  throw first
}

async function tryUnshare(): Promise<Sandbox> {
  const program = 'unshare'
  await run(program, ['--user', '--map-root-user', '--mount', '/bin/sh', '-c', 'mount -t tmpfs weir-probe /mnt'])
  return unshare(program)
}

async function enter(sandbox: Sandbox): Promise<void> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'weir-sandbox-')))
  try {
    await chmod(directory, 0o755)
    await enterWith(sandbox, directory, await writeFilter(directory))
  } finally {
    await rm(directory, { recursive: true, force: true })
  }
}

/** Where the sandbox's filter of system calls is, once it is written; undefined on machines that have none. */
export async function writeFilter(directory: string): Promise<string | undefined> {
  const filter = systemCallFilter(process.arch)
  if (filter === undefined) return undefined
  const file = join(directory, 'system-calls')
  await writeFile(file, filter)
  await chmod(file, 0o644)
  return file
}

async function enterWith(sandbox: Sandbox, directory: string, systemCalls: string | undefined): Promise<void> {
  const nobody = { uid: 65_534, gid: 65_534 }
  const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
  const view = {
    readOnly: [directory],
    readWrite: [],
    tmp: directory,
    systemCalls,
    applicationProperties: '/dev/null',
    accounts: { passwd: '/dev/null', group: '/dev/null' },
    cwd: '/',
    user: workerIsRoot() ? nobody : own,
    limits: { processes: 100, openFiles: 100, fileBytes: 1_000_000 },
  }
  const [program = '', ...args] = sandbox.wrap(['/bin/true'], view)
  await run(program, args)
}
