import { appendFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LogQuery, LogRecord } from '@weir/domain'
import { clusterLayout } from '../process/cluster-layout.ts'
import { writeIdentity } from './log-store.ts'
import { createProcessLogs } from './process-logs.ts'
import { defaultLogLimits } from './tidy-logs.ts'

let clustersDir: string
beforeEach(async () => {
  clustersDir = await mkdtemp(join(tmpdir(), 'weir-logs-'))
})
afterEach(() => rm(clustersDir, { recursive: true }))

const begin = Date.parse('2026-03-01T12:00:00Z')
const open = () =>
  createProcessLogs({
    clusters: async () => clustersDir,
    clock: { now: () => new Date(begin + 60_000) },
    limits: defaultLogLimits,
  })
const deployment = async (deploymentId: string, epoch = 1, applicationId = 'a') => {
  const layout = clusterLayout(clustersDir, deploymentId)
  for (const made of [layout.control, layout.log]) await mkdir(made, { recursive: true })
  const of = { applicationId, applicationArn: `arn:${applicationId}`, deploymentId, versionId: epoch, epoch }
  await writeIdentity(layout, of)
  const log = (component: string, at: number, message: string): Promise<void> =>
    appendFile(
      join(layout.log, `${component}.log`),
      `${JSON.stringify({ timestamp: begin + at, applicationARN: 'forged', logger: 'a.B', message, messageType: 'INFO' })}\n`,
    )
  const rotate = (component: string, n: number): Promise<void> =>
    rename(join(layout.log, `${component}.log`), join(layout.log, `${component}.log.${n}`))
  return { of, layout, log, rotate }
}
const never = new AbortController().signal
const read = async (query: LogQuery = {}): Promise<readonly LogRecord[]> => {
  const records: LogRecord[] = []
  for await (const record of open().read('a', query, never)) records.push(record)
  return records
}
const messages = (records: readonly LogRecord[]): readonly string[] => records.map(({ event }) => event.message)

it('tells all deployments of an application, one after the other, their components by time, and nobody else', async () => {
  const [second, first, other] = [await deployment('d2', 2), await deployment('d1', 1), await deployment('d3', 1, 'b')]
  await first.log('jobmanager', 1, 'one')
  await first.log('taskmanager-0', 2, 'two')
  await first.log('jobmanager', 3, 'three')
  await second.log('jobmanager', 4, 'four')
  await other.log('jobmanager', 5, 'of another')
  const records = await read()
  expect(messages(records)).toEqual(['one', 'two', 'three', 'four'])
  expect(records[3]).toMatchObject({
    deploymentId: 'd2',
    event: { applicationARN: 'arn:a', applicationVersionId: '2' },
  })
  expect(messages(await read({ from: begin + 2, to: begin + 4 }))).toEqual(['two', 'three'])
  expect(messages(await read({ component: 'taskmanager' }))).toEqual(['two'])
})

it('hides secrets of the configuration, and shows what is no event of ours as text', async () => {
  const { layout, log } = await deployment('d1')
  await log('jobmanager', 1, 'Loading configuration property: s3.secret-key, hush')
  await appendFile(join(layout.log, 'jobmanager.log'), 'plain words\n{"timestamp":5,"message":{"not":"text"}}\n')
  const records = await read()
  expect(messages(records)).toEqual(['Loading configuration property: s3.secret-key, ******', 'plain words', ''])
  expect(records.map(({ time }) => time)).toEqual([begin + 1, begin + 1, begin + 1])
})

it('follows what is written over rotations and new deployments', async () => {
  const first = await deployment('d1')
  await first.log('jobmanager', 1, 'before')
  await first.log('jobmanager', 3, 'one')
  const gone = new AbortController()
  const seen: string[] = []
  for await (const { event } of open().read('a', { follow: true, from: begin + 2 }, gone.signal)) {
    seen.push(event.message)
    if (event.message === 'one') {
      await first.log('jobmanager', 4, 'never lost')
      await first.rotate('jobmanager', 1)
      await first.log('jobmanager', 4, 'two')
      await (await deployment('d2', 2)).log('taskmanager-0', 5, 'three')
    }
    if (seen.length === 4) break
  }
  expect([...seen].sort()).toEqual(['never lost', 'one', 'three', 'two'])
}, 30_000)

it('gives what is not acknowledged again, and nothing twice that is', async () => {
  const { of, log, rotate } = await deployment('d1')
  await log('jobmanager', 1, 'one')
  await log('jobmanager', 2, 'two')
  await log('taskmanager-0', 3, 'three')
  const most = { records: 2, bytes: 1_000_000 }
  const first = await open().take('d1', most)
  expect(messages(first.records)).toEqual(['one', 'two'])
  expect(first.last).toBe(false)
  expect(await open().take('d1', most)).toEqual(first)
  await open().acknowledge('d1', first.mark)
  await rotate('jobmanager', 1)
  await log('jobmanager', 4, 'four')
  await open().write(of, { at: new Date(begin + 5), level: 'ERROR', logger: 'w', message: 'ours' })
  const rest = await open().take('d1', { records: 10, bytes: 1_000_000 })
  expect(messages(rest.records)).toEqual(['three', 'four', 'ours'])
  await open().acknowledge('d1', rest.mark)
  expect(await open().take('d1', most)).toMatchObject({ records: [], last: true })
  expect(await open().deployments()).toEqual([of])
})
