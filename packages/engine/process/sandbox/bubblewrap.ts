import { existsSync, lstatSync, readlinkSync } from 'node:fs'
import { PROPERTIES_PATH, type Sandbox, type SandboxView } from './sandbox.ts'

/** What a JVM and name resolution need of /etc; the rest of it is nobody's business in there. */
const ETC = [
  'alternatives',
  'ca-certificates',
  'default/locale',
  'hosts',
  'ld.so.cache',
  'localtime',
  'nsswitch.conf',
  'pki',
  'resolv.conf',
  'services',
  'ssl',
]

/** What this machine lets bubblewrap do (choose-sandbox.ts finds out). */
export interface BubblewrapOptions {
  readonly program: string
  /** Directories of /etc that belong to a JDK. */
  readonly javaEtc: readonly string[]
  /** A root worker: the sandbox is made by root and entered as the cluster's own user. */
  readonly asRoot: boolean
  /** `closed`: one of its own in which no other can be made; `none` only where the machine forbids them to root's children. */
  readonly userNamespace: 'closed' | 'open' | 'none'
  /** Whether the kernel takes programs that filter system calls. */
  readonly filters: boolean
}

/**
 * The strong sandbox: a root of its own with only what is bound, other processes invisible, no capabilities and no way to any,
 * a user namespace of its own. The network stays, applications talk to the world. It does not end with the worker: clusters
 * outlive it.
 */
export function bubblewrap(options: BubblewrapOptions): Sandbox {
  const { program, asRoot, userNamespace, filters } = options
  const ownUsers =
    userNamespace === 'none' ? [] : ['--unshare-user', ...(userNamespace === 'closed' ? ['--disable-userns'] : [])]
  const root = [
    // Just enough to become somebody without any.
    ...['CAP_SETUID', 'CAP_SETGID', 'CAP_SETPCAP'].flatMap((name) => ['--cap-add', name]),
    '--',
  ]
  const inner = asRoot && userNamespace !== 'none'
  /** The last one to be entered filters: what makes a sandbox needs the calls that are refused in it. */
  const enter = ({ systemCalls }: SandboxView, filtering: boolean): readonly string[] =>
    filters && filtering && systemCalls !== undefined
      ? ['/bin/sh', '-c', 'exec 9< "$0" && exec "$@"', systemCalls, program, '--seccomp', '9']
      : [program]
  return {
    kind: 'bubblewrap',
    wrap: (command, view) => [
      ...enter(view, !inner),
      ...['--unshare-pid', '--as-pid-1', '--unshare-ipc', '--unshare-uts', '--new-session'],
      ...['--cap-drop', 'ALL'],
      ...(asRoot ? [] : ownUsers),
      ...files(view, options.javaEtc),
      ...(asRoot ? [...root, ...become(view)] : ['--']),
      ...FIRST_PROCESS,
      // Once more as that user: only now is the user namespace theirs. What is seen stays the same.
      ...(inner
        ? [...enter(view, true), ...['--dev-bind', '/', '/'], ...ownUsers, ...['--cap-drop', 'ALL'], '--']
        : []),
      // Inside of the user namespace: there the kernel counts the sandbox's own processes alone.
      ...limited(view),
      ...command,
    ],
  }
}

/**
 * The kernel ends all of a PID namespace with its first process. Bubblewrap's own would wait for whatever the program has left
 * behind; this one goes when the program does.
 */
const FIRST_PROCESS = ['/bin/sh', '-c', '"$@"; exit "$?"', 'weir-sandbox']

function files(view: SandboxView, javaEtc: readonly string[]): readonly string[] {
  const { readOnly, readWrite, tmp, applicationProperties, accounts, cwd, standIn } = view
  return [
    ...['--proc', '/proc'],
    ...['--dev', '/dev'],
    ...systemDirectories(),
    ...foldersAbove(['/etc/any']),
    ...[...ETC.map((name) => `/etc/${name}`), ...javaEtc]
      .filter((path) => existsSync(path))
      .flatMap((path) => ['--ro-bind', path, path]),
    ...['--ro-bind', accounts.passwd, '/etc/passwd'],
    ...['--ro-bind', accounts.group, '/etc/group'],
    ...['--bind', tmp, '/tmp'],
    ...foldersAbove([...readOnly, ...readWrite, PROPERTIES_PATH, ...(standIn ? [standIn.appearsAs] : [])]),
    ...(standIn ? ['--ro-bind', standIn.directory, standIn.appearsAs] : []),
    // The cluster's directory comes before the directories inside it that may be written.
    ...readOnly.flatMap((path) => ['--ro-bind', path, path]),
    ...readWrite.flatMap((path) => ['--bind', path, path]),
    ...['--ro-bind', applicationProperties, PROPERTIES_PATH],
    // What is left that could be written is memory without a bound: shared memory becomes files, the rest closed.
    ...['--bind', tmp, '/dev/shm'],
    ...['--remount-ro', '/dev', '--remount-ro', '/'],
    ...['--chdir', cwd],
  ]
}

/** Bubblewrap makes them by itself, for root alone: another user could not go through. */
function foldersAbove(paths: readonly string[]): readonly string[] {
  const folders = new Set(
    paths.flatMap((path) => {
      const names = path.split('/').slice(1, -1)
      return names.map((_, at) => `/${names.slice(0, at + 1).join('/')}`)
    }),
  )
  return [...folders].flatMap((folder) => ['--perms', '0755', '--dir', folder])
}

const become = ({ user }: SandboxView): readonly string[] => [
  'setpriv',
  ...['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups'],
  ...['--inh-caps=-all', '--bounding-set=-all', '--no-new-privs', '--'],
]

const limited = ({ limits }: SandboxView): readonly string[] => [
  'prlimit',
  `--nproc=${limits.processes}`,
  `--nofile=${limits.openFiles}`,
  `--fsize=${limits.fileBytes}`,
  '--core=0',
  '--',
]

/** /bin and the like are links into /usr on merged systems and directories on others. */
function systemDirectories(): readonly string[] {
  return ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64'].flatMap((path) => {
    if (!existsSync(path)) return []
    return lstatSync(path).isSymbolicLink() ? ['--symlink', readlinkSync(path), path] : ['--ro-bind', path, path]
  })
}
