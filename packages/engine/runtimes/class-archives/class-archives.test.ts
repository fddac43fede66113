import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createClassArchives } from './background-archives.ts'
import { findClassArchives, makeClassArchives } from './class-archives.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'weir-archives-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** A runtime of one jar, a launcher, and a Java that ends at once. */
function machine() {
  const jar = join(folder, 'flink-dist.jar')
  const launcherJar = join(folder, 'launcher.jar')
  for (const file of [jar, launcherJar]) {
    writeFileSync(file, 'a jar')
    utimesSync(file, 1, 1)
  }
  const runtime = {
    runtime: 'FLINK-2_2' as const,
    version: '2.2.1',
    home: folder,
    libJars: [jar],
    pluginsDir: join(folder, 'plugins'),
    optDir: join(folder, 'opt'),
  }
  const input = { runtime, launcherJar, java: { program: '/bin/false', home: folder }, cacheDir: join(folder, 'cache') }
  return { jar, input }
}

/** Puts archives where a training run would. */
async function place(input: ReturnType<typeof machine>['input']): Promise<string> {
  const asked: string[] = []
  await makeClassArchives({ ...input, log: (line) => asked.push(line) }).catch((error: unknown) =>
    asked.push(String(error)),
  )
  const lock = /flink-2\.2\.1-[0-9a-f]{16}/.exec(asked.join('\n'))?.[0]
  const directory = join(input.cacheDir, 'archives', lock ?? 'none')
  mkdirSync(directory, { recursive: true })
  return directory
}

it('are found for the same jars and Java, and not for jars that have changed', async () => {
  const { jar, input } = machine()
  expect(await findClassArchives(input)).toBeUndefined()
  const wanted = await place(input)
  const found = await findClassArchives(input)
  expect(found && dirname(found.jobManager)).toBe(wanted)
  utimesSync(jar, 2, 2)
  expect(await findClassArchives(input)).toBeUndefined()
})

it('leave nothing behind when the training run fails, and say why', async () => {
  const { input } = machine()
  await expect(makeClassArchives({ ...input, log: () => undefined })).rejects.toThrow(
    /class archives .*flink-2\.2\.1-[0-9a-f]{16}.* ended by itself/s,
  )
  expect(await findClassArchives(input)).toBeUndefined()
})

it('are no reason not to start: where they cannot even be looked for there are none', async () => {
  const { input } = machine()
  const warnings: string[] = []
  const logger = { info: () => undefined, warn: (_: object, message: string) => warnings.push(message) }
  const now = createClassArchives({ cacheDir: input.cacheDir, makes: false, logger })
  expect(await now(input)).toBeUndefined()
  expect(await now({ ...input, launcherJar: join(folder, 'gone.jar') })).toBeUndefined()
  expect(warnings).toEqual(['class archives cannot be looked for'])
})
