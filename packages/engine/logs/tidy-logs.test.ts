import { mkdir, mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clusterLayout } from '../process/cluster-layout.ts'
import { writeIdentity } from './log-store.ts'
import { tidyLogs } from './tidy-logs.ts'

const now = new Date('2026-03-01T00:00:00Z')
const limits = { clusterBytes: 1_000, keptDeployments: 2, keptMs: 86_400_000 }

let clustersDir: string
beforeEach(async () => {
  clustersDir = await mkdtemp(join(tmpdir(), 'weir-tidy-'))
})
afterEach(() => rm(clustersDir, { recursive: true }))

async function deployment(id: string, { application = 'a', age = 0, lives = false } = {}) {
  const layout = clusterLayout(clustersDir, id)
  for (const made of [layout.control, layout.log, ...(lives ? [layout.conf] : [])])
    await mkdir(made, { recursive: true })
  await writeIdentity(layout, {
    applicationId: application,
    applicationArn: 'arn',
    deploymentId: id,
    versionId: 1,
    epoch: 1,
  })
  const at = new Date(now.getTime() - age)
  for (const touched of [layout.control, layout.log]) await utimes(touched, at, at)
  return layout
}

it('keeps the newest deployments of each application for a while, and those that live', async () => {
  await deployment('lives', { age: 99 * 86_400_000, lives: true })
  await deployment('newest', { age: 1_000 })
  await deployment('newer', { age: 2_000 })
  await deployment('older', { age: 3_000 })
  await deployment('other', { application: 'b', age: 4_000 })
  await deployment('aged', { application: 'c', age: 86_400_001 })
  await tidyLogs({ clustersDir, limits, now })
  expect((await readdir(clustersDir)).sort()).toEqual(['lives', 'newer', 'newest', 'other'])
})

it('removes the oldest full files of a cluster that has too many, never one that is written to', async () => {
  const { log } = await deployment('one', { lives: true })
  const write = async (name: string, bytes: number, at: number): Promise<void> => {
    await writeFile(join(log, name), 'x'.repeat(bytes))
    await utimes(join(log, name), at, at)
  }
  await write('jobmanager.log.1', 400, 1)
  await write('taskmanager-0.log.7', 400, 2)
  await write('jobmanager.log.2', 400, 3)
  await write('jobmanager.log', 300, 4)
  await write('taskmanager-0.log', 300, 0)
  await tidyLogs({ clustersDir, limits, now })
  expect((await readdir(log)).sort()).toEqual(['jobmanager.log', 'jobmanager.log.2', 'taskmanager-0.log'])
})

it('empties the output of a process that prints past the log, but no file that a link leads to', async () => {
  const { log } = await deployment('one', { lives: true })
  const foreign = join(clustersDir, 'foreign')
  await writeFile(foreign, 'x'.repeat(5_000_000))
  await writeFile(join(log, 'jobmanager.out'), 'x'.repeat(5_000_000))
  await writeFile(join(log, 'taskmanager-1.out'), 'few words')
  await symlink(foreign, join(log, 'taskmanager-0.out'))
  await tidyLogs({ clustersDir, limits, now })
  expect((await stat(join(log, 'jobmanager.out'))).size).toBe(0)
  expect((await stat(join(log, 'taskmanager-1.out'))).size).toBe(9)
  expect((await stat(foreign)).size).toBe(5_000_000)
})
