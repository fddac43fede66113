import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
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
    limits: { diskBytes: 1_000_000, files: 100, memoryFactor: 2, ...given },
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

it('ends one that makes files without end', async () => {
  for (let n = 0; n < 101; n += 1) await writeFile(join(cluster().layout.work, String(n)), '')
  await watch().look(cluster())
  expect(await readExceeded(cluster().layout)).toBe('The application made more than 100 files.')
})

it('ends one whose processes hold far more memory than they were given', async () => {
  memory = [
    { component: 'jobmanager', bytes: 900e6, given: 500e6 },
    { component: 'taskmanager-1', bytes: 1_700e6, given: 800e6 },
  ]
  await watch().look(cluster())
  expect(await readExceeded(cluster().layout)).toBe(
    'The application used 1700 MB of memory in its taskmanager-1, which has 800 MB.',
  )
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
