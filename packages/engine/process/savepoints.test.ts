import type { FlinkRestClient } from '../flink-rest/client.ts'
import { readSavepointProgress } from './savepoints.ts'

const directory = 'file:/state/applications/own/snapshots/t'
const progressOf = (location: string, asked = directory) => {
  const savepointStatus = async () => ({ status: { id: 'COMPLETED' as const }, operation: { location } })
  const rest = { savepointStatus } as unknown as FlinkRestClient
  return readSavepointProgress(rest, 'job', { triggerId: 't', directory: asked, stop: false })
}

it.each([
  [`${directory}/savepoint-1`, directory],
  ['file:///state/applications/own/snapshots/t/savepoint-1', directory],
  ['s3://bucket/own/savepoint-1', 's3://bucket/own'],
])('believes a savepoint where it was asked for: %s', async (location, asked) => {
  expect(await progressOf(location, asked)).toEqual({ state: 'completed', location })
})

it.each([
  'file:/state/applications/another/snapshots/t/savepoint-1',
  'file:/state/snapshots/enhanced',
  `${directory}/../../../another/savepoint-1`,
  `${directory}-beside/savepoint-1`,
  directory,
  's3://bucket/own/savepoint-1',
])('believes none that is said to be elsewhere: %s', async (location) => {
  expect(await progressOf(location)).toMatchObject({ state: 'failed', cause: expect.stringContaining('nobody asked') })
})
