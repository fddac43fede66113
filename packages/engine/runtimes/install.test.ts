import { createHash } from 'node:crypto'
import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { RuntimeRelease } from './catalogue.ts'
import { installRelease, installRuntime } from './install.ts'

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'weir-install-'))
})
afterEach(() => rm(root, { recursive: true }))

const ZIP = `
import sys, zipfile
with zipfile.ZipFile(sys.argv[1], 'w') as z:
    for n in ('lib/a.jar', 'lib/flink-dist-9.jar', 'lib/z.jar', 'opt/o.jar', 'plugins/README.txt', 'other/x'):
        z.writestr('dist/' + n, n)
`

const sha256 = async (file: string): Promise<string> =>
  createHash('sha256')
    .update(await readFile(file))
    .digest('hex')

/** Registries whose clients copy local files and count their calls. */
async function registries() {
  const archive = join(root, 'dist.whl')
  const plugin = join(root, 's3.jar')
  const calls = join(root, 'calls')
  execFileSync('python3', ['-c', ZIP, archive])
  await writeFile(plugin, 'plugin')
  await writeFile(calls, '')
  const program = async (name: string, body: string): Promise<string> => {
    const file = join(root, name)
    await writeFile(file, `#!/bin/sh\nset -e\n${body}\n`)
    await chmod(file, 0o755)
    return file
  }
  const python = await program(
    'python',
    `if [ "$1" = -c ]; then exec python3 "$@"; fi
echo pip >> ${calls}
sleep 0.2
while [ "$1" != -d ]; do shift; done
mkdir -p "$2"
cp ${archive} "$2"`,
  )
  const maven = await program(
    'mvn',
    `echo mvn >> ${calls}
for a in "$@"; do case "$a" in -DoutputDirectory=*) cp ${plugin} "\${a#*=}";; esac; done`,
  )
  const release: RuntimeRelease = {
    runtime: 'FLINK-2_2',
    flinkVersion: '9.9',
    distribution: { coordinates: 'dist==9.9', sha256: await sha256(archive), root: 'dist' },
    s3Plugin: { coordinates: 'g:s3:9', sha256: await sha256(plugin) },
  }
  const install = (given: RuntimeRelease = release) =>
    installRelease({ release: given, cacheDir: join(root, 'cache'), log: () => {}, tools: { python, maven } })
  return { release, install, calls: async () => (await readFile(calls, 'utf8')).trim().split('\n') }
}

it('fetches, checks and unpacks, with flink-dist last on the class path', async () => {
  const { install } = await registries()
  const home = await install()
  expect(home.libJars.map((jar) => jar.slice(home.home.length))).toEqual([
    '/lib/a.jar',
    '/lib/z.jar',
    '/lib/flink-dist-9.jar',
  ])
  expect((await readdir(home.pluginsDir)).sort()).toEqual(['README.txt', 's3-fs-hadoop'])
  expect(await readdir(home.home)).not.toContain('other')
})

it('downloads once for two installers at the same time, and never again', async () => {
  const { install, calls } = await registries()
  const [one, two] = await Promise.all([install(), install()])
  expect(two).toEqual(one)
  await install()
  expect(await calls()).toEqual(['pip', 'mvn'])
  expect(await readdir(join(root, 'cache', 'runtimes'))).toEqual(['flink-9.9'])
})

it('refuses a file that is not the pinned one and leaves nothing behind', async () => {
  const { release, install } = await registries()
  const other = { ...release, s3Plugin: { ...release.s3Plugin, sha256: '0'.repeat(64) } }
  await expect(install(other)).rejects.toThrow(/g:s3:9 has the checksum/)
  expect(await readdir(join(root, 'cache', 'runtimes'))).toEqual([])
})

it('takes over from an installer that died', async () => {
  const { install } = await registries()
  await mkdir(join(root, 'cache', 'runtimes'), { recursive: true })
  await writeFile(join(root, 'cache', 'runtimes', 'flink-9.9.lock'), '4194304999')
  expect((await install()).version).toBe('9.9')
})

it('names the runtimes there are', async () => {
  const asked = installRuntime({ runtime: 'FLINK-1_6', cacheDir: root, log: () => {} })
  await expect(asked).rejects.toThrow(/FLINK-1_20, FLINK-2_2/)
})
