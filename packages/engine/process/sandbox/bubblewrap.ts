import { existsSync, lstatSync, readlinkSync } from 'node:fs'
import { PROPERTIES_PATH, type Sandbox } from './sandbox.ts'

/** What a JVM and name resolution need of /etc; the rest of it is nobody's business in there. */
const ETC = [
  'alternatives',
  'ca-certificates',
  'default/locale',
  'group',
  'hosts',
  'ld.so.cache',
  'localtime',
  'nsswitch.conf',
  'passwd',
  'pki',
  'resolv.conf',
  'services',
  'ssl',
]

/**
 * The strong sandbox: a root of its own with only what is bound, other processes invisible, no capabilities. The network stays,
 * applications talk to the world. It does not end with the worker: clusters outlive it.
 */
export function bubblewrap(program: string, javaEtc: readonly string[]): Sandbox {
  return {
    kind: 'bubblewrap',
    wrap: (command, { readOnly, readWrite, tmp, applicationProperties, cwd }) => [
      program,
      '--unshare-pid',
      '--unshare-ipc',
      '--unshare-uts',
      '--new-session',
      ...['--cap-drop', 'ALL'],
      ...['--proc', '/proc'],
      ...['--dev', '/dev'],
      ...systemDirectories(),
      ...[...ETC.map((name) => `/etc/${name}`), ...javaEtc]
        .filter((path) => existsSync(path))
        .flatMap((path) => ['--ro-bind', path, path]),
      ...['--bind', tmp, '/tmp'],
      // The cluster's directory comes before the directories inside it that may be written.
      ...readOnly.flatMap((path) => ['--ro-bind', path, path]),
      ...readWrite.flatMap((path) => ['--bind', path, path]),
      ...['--ro-bind', applicationProperties, PROPERTIES_PATH],
      ...['--chdir', cwd],
      '--',
      ...command,
    ],
  }
}

/** /bin and the like are links into /usr on merged systems and directories on others. */
function systemDirectories(): readonly string[] {
  return ['/usr', '/bin', '/sbin', '/lib', '/lib32', '/lib64', '/opt'].flatMap((path) => {
    if (!existsSync(path)) return []
    return lstatSync(path).isSymbolicLink() ? ['--symlink', readlinkSync(path), path] : ['--ro-bind', path, path]
  })
}
