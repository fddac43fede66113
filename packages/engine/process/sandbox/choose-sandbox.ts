import { execFile } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { promisify } from 'node:util'
import { EngineError } from '@weir/domain'
import { bubblewrap } from './bubblewrap.ts'
import type { Sandbox } from './sandbox.ts'
import { unshare } from './unshare.ts'

/** `auto` takes bubblewrap where it works and unshare otherwise; the others insist. */
export type SandboxMode = 'auto' | 'bubblewrap' | 'unshare'

const run = promisify(execFile)

/** Tries what the machine offers, by really entering it. */
export async function chooseSandbox(mode: SandboxMode): Promise<Sandbox> {
  const wanted = [
    { kind: 'bubblewrap', try: tryBubblewrap },
    { kind: 'unshare', try: tryUnshare },
  ].filter(({ kind }) => mode === 'auto' || mode === kind)
  const reasons: string[] = []
  for (const candidate of wanted) {
    try {
      return await candidate.try()
    } catch (error) {
      const said = (error as { stderr?: string }).stderr ?? ''
      reasons.push(`${candidate.kind}: ${(said.trim() || String(error)).split('\n')[0] ?? ''}`)
    }
  }
  throw new EngineError(
    'configuration',
    `Applications cannot be isolated on this worker (${reasons.join('; ')}). Install bubblewrap ` +
      '(apt-get install bubblewrap) or allow user namespaces (sysctl kernel.unprivileged_userns_clone=1).',
  )
}

async function tryBubblewrap(): Promise<Sandbox> {
  // Debian keeps parts of a JDK's configuration in /etc/java-<version>-openjdk, which its home links to.
  const javaEtc = readdirSync('/etc')
    .filter((name) => name.startsWith('java'))
    .map((name) => `/etc/${name}`)
  const sandbox = bubblewrap('bwrap', javaEtc)
  await enter(sandbox)
  return sandbox
}

async function tryUnshare(): Promise<Sandbox> {
  const program = 'unshare'
  await run(program, ['--user', '--map-root-user', '--mount', '/bin/sh', '-c', 'mount -t tmpfs weir-probe /mnt'])
  return unshare(program)
}

async function enter(sandbox: Sandbox): Promise<void> {
  const view = { readOnly: [], readWrite: [], tmp: '/tmp', applicationProperties: '/dev/null', cwd: '/' }
  const [program = '', ...args] = sandbox.wrap(['/bin/true'], view)
  await run(program, args)
}
