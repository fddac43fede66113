import type { ListSnapshotsRequest } from '@weir/service-model'
import { refusalOf } from '@weir/testkit'
import { createSnapshotWorld } from '../../stories/snapshot-world.ts'

const world = async () => {
  const story = createSnapshotWorld()
  const { act, context, kept, clock } = story
  await kept({ name: 'oldest', status: 'FAILED' })
  await clock.advance(1_000)
  await kept({ name: 'twin-a', initiator: 'SYSTEM', initiatorOperation: 'SystemCreateSnapshot' })
  await kept({ name: 'twin-b', source: { kind: 's3', place: { bucketArn: 'arn:aws:s3:::b', keyPrefix: 'p' } } })
  const list = async (request: ListSnapshotsRequest = {}) => {
    const { SnapshotInfoList, NextToken } = await act.ListSnapshots(request, context)
    return { names: SnapshotInfoList.map(({ SnapshotName }) => SnapshotName), NextToken }
  }
  return { ...story, list }
}

it('lists the newest first', async () => {
  const { list, act, context } = await world()
  expect((await list()).names).toEqual(['twin-b', 'twin-a', 'oldest'])
  const { SnapshotInfoList } = await act.ListSnapshots({}, context)
  expect(SnapshotInfoList[1]).toEqual({
    SnapshotName: 'twin-a',
    SnapshotArn: expect.stringMatching(/:snapshot\/twin-a$/),
    SnapshotStatus: 'READY',
    SnapshotCreationTimestamp: expect.any(Date),
    SnapshotInitiator: 'SYSTEM',
    SnapshotInitiatorOperation: 'SystemCreateSnapshot',
    SnapshotFormat: 'CANONICAL',
    SourceApplicationName: 'flights',
  })
})

it('goes on behind a page, also when its last entry is gone', async () => {
  const { list, store } = await world()
  const first = await list({ Limit: 1 })
  expect(first.names).toEqual(['twin-b'])
  const gone = await store.enhancedSnapshots.find({ accountId: '123456789012', region: 'us-east-1' }, 'twin-b')
  await store.enhancedSnapshots.remove(gone?.id ?? '')
  const second = await list({ Limit: 1, NextToken: first.NextToken })
  expect(second.names).toEqual(['twin-a'])
  expect(await list({ Limit: 1, NextToken: second.NextToken })).toEqual({ names: ['oldest'], NextToken: undefined })
  expect((await refusalOf(() => list({ NextToken: 'nonsense' }))).name).toBe('InvalidArgumentException')
})

it.each([
  [{ SourceApplicationName: 'flights' }, ['twin-a', 'oldest']],
  [{ SnapshotInitiator: 'SYSTEM' }, ['twin-a']],
  [{ SnapshotInitiatorOperation: 'CreateSnapshot' }, ['twin-b', 'oldest']],
  [{ SnapshotStatus: 'FAILED' }, ['oldest']],
] as const)('takes the filter %j', async (filter, names) => {
  expect((await (await world()).list(filter)).names).toEqual(names)
})

it('takes one filter', async () => {
  const { list } = await world()
  const request = { SnapshotInitiator: 'SYSTEM', SnapshotStatus: 'READY' } as const
  expect(await refusalOf(() => list(request))).toEqual({
    name: 'InvalidArgumentException',
    message: 'Only one filter can be specified, but SnapshotInitiator and SnapshotStatus are.',
  })
})
