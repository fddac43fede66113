import { chmod, mkdir, mkdtemp, open, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clusterLayout } from '../cluster-layout.ts'
import type { ContainerMemory } from './container-memory.ts'
import { type ClusterLimits, createLimitWatch, readExceeded } from './limit-watch.ts'

let root: string
let at: number
let killed: string[]
let memory: ContainerMemory[]
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'weir-limits-'))
  const { work, log, control } = clusterLayout(root, 'd')
  for (const directory of [work, log, control]) await mkdir(directory, { recursive: true })
  at = 0
  killed = []
  memory = []
})
afterEach(() => rm(root, { recursive: true }))

const watch = (given: Partial<ClusterLimits> = {}) =>
  createLimitWatch({
    now: () => at,
    limits: { diskBytes: 1_000_000, stateBytes: 1_000_000, files: 100, memoryFactor: 2, ...given },
    memoryOf: async () => memory,
    kill: async (deploymentId) => {
      killed.push(deploymentId)
    },
  })
const cluster = () => ({ layout: clusterLayout(root, 'd'), deploymentId: 'd' })

it('leaves a cluster alone that keeps within its limits, whatever its links lead to', async () => {
  await writeFile(join(cluster().layout.work, 'a'), Buffer.alloc(500_000, 1))
  await symlink('/usr', join(cluster().layout.work, 'link'))
  await watch().look(cluster())
  expect(killed).toEqual([])
  expect(await readExceeded(cluster().layout)).toBeUndefined()
})

it('ends one that fills the disk, and says why', async () => {
  await mkdir(join(cluster().layout.work, 'deep', 'er'), { recursive: true })
  await writeFile(join(cluster().layout.work, 'deep', 'er', 'a'), Buffer.alloc(700_000, 1))
  await writeFile(join(cluster().layout.log, 'b'), Buffer.alloc(700_000, 1))
  await watch().look(cluster())
  expect(killed).toEqual(['d'])
  expect(await readExceeded(cluster().layout)).toBe('The application used more than 1 MB of disk.')
})

it('ends one that hides what it fills: in folders that it has closed, in files without a name, in its state', async () => {
  const closed = join(cluster().layout.work, 'closed')
  await mkdir(closed)
  await writeFile(join(closed, 'a'), Buffer.alloc(1_400_000, 1))
  await chmod(closed, 0)
  await watch().look(cluster())
  expect(await readExceeded(cluster().layout)).toBe('The application used more than 1 MB of disk.')
  await rm(closed, { recursive: true })
  memory = [{ component: 'taskmanager-0', bytes: 0, given: 1, unnamedBytes: 1_400_000 }]
  await watch().look(cluster())
  memory = []
  const state = join(root, 'state')
  await mkdir(state)
  await writeFile(join(state, 'a'), Buffer.alloc(1_400_000, 1))
  await watch().look({ ...cluster(), state })
  expect(await readExceeded(cluster().layout)).toBe('The application used more than 1 MB of disk for its state.')
  expect(killed).toEqual(['d', 'd', 'd'])
})

it('ends one that makes files without end', async () => {
  for (let n = 0; n < 101; n += 1) await writeFile(join(cluster().layout.work, String(n)), '')
  await watch().look(cluster())
  expect(await readExceeded(cluster().layout)).toBe('The application made more than 100 files.')
})

it('ends one whose processes hold far more memory than they were given', async () => {
  memory = [
    { component: 'jobmanager', bytes: 900e6, given: 500e6, unnamedBytes: 0 },
    { component: 'taskmanager-1', bytes: 1_700e6, given: 800e6, unnamedBytes: 0 },
  ]
  await watch().look(cluster())
  expect(await readExceeded(cluster().layout)).toBe(
    'The application used 1700 MB of memory in its taskmanager-1, which has 800 MB.',
  )
})

it('empties what the processes have printed at every look, and no file that a link leads to', async () => {
  const { log } = cluster().layout
  const [printed, other] = [join(log, 'taskmanager-1.out'), join(root, 'other')]
  const large = Buffer.alloc(5 * 1024 * 1024, 1)
  const sizes = () => Promise.all([printed, other].map(async (path) => (await stat(path)).size))
  const watching = watch({ diskBytes: 100e6 })
  await writeFile(other, large)
  await symlink(other, join(log, 'jobmanager.out'))
  for (let looks = 0; looks < 3; looks += 1) {
    await writeFile(printed, large)
    await watching.look(cluster())
    expect(await sizes()).toEqual([0, large.length])
  }
  await writeFile(printed, 'Error: could not begin')
  await watching.look(cluster())
  expect(await readFile(printed, 'utf8')).toBe('Error: could not begin')
})

it('leaves a process that goes on printing with a whole file', async () => {
  const printed = join(cluster().layout.log, 'taskmanager-1.out')
  const output = await open(printed, 'a')
  try {
    await output.write(Buffer.alloc(5 * 1024 * 1024, 1))
    await watch().look(cluster())
    await output.write('and on')
  } finally {
    await output.close()
  }
  expect(await readFile(printed, 'utf8')).toBe('and on')
})

it('tells what it has found on the disk', async () => {
  const watching = watch()
  expect(watching.disk('d')).toBeUndefined()
  await writeFile(join(cluster().layout.work, 'a'), Buffer.alloc(500_000, 1))
  await watching.look(cluster())
  expect(watching.disk('d')?.bytes).toBeGreaterThanOrEqual(500_000)
  expect(watching.disk('d')?.limitBytes).toBe(1_000_000)
})

it('looks at each cluster every five seconds, however often it is asked', async () => {
  const watching = watch()
  await watching.look(cluster())
  await writeFile(join(cluster().layout.work, 'a'), Buffer.alloc(1_500_000, 1))
  at = 4_000
  await watching.look(cluster())
  expect(killed).toEqual([])
  at = 5_000
  await watching.look(cluster())
  expect(killed).toEqual(['d'])
})
