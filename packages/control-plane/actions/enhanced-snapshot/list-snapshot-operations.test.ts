import type { ListSnapshotOperationsRequest } from '@weir/service-model'
import { aSnapshotOperation, refusalOf } from '@weir/testkit'
import { createSnapshotWorld } from '../../stories/snapshot-world.ts'

const world = async () => {
  const story = createSnapshotWorld()
  const { act, context, kept, store, clock } = story
  const snapshot = await kept()
  const add = async (id: string, given: Parameters<typeof aSnapshotOperation>[1] = {}) => {
    await clock.advance(1_000)
    await store.snapshotOperations.insert(aSnapshotOperation(snapshot, { id, startedAt: clock.now(), ...given }))
  }
  await add('created', { status: 'SUCCESSFUL' })
  await add('exported', { kind: 'ExportSnapshot', status: 'FAILED' })
  await add('exporting', { kind: 'ExportSnapshot' })
  const list = async (request: Partial<ListSnapshotOperationsRequest> = {}) => {
    const answer = await act.ListSnapshotOperations({ SnapshotName: 'nightly', ...request }, context)
    return {
      ids: answer.SnapshotOperationInfoList.map(({ SnapshotOperationId }) => SnapshotOperationId),
      NextToken: answer.NextToken,
    }
  }
  return { ...story, snapshot, list }
}

it('lists the newest first, page by page', async () => {
  const { list } = await world()
  const first = await list({ Limit: 2 })
  expect(first.ids).toEqual(['exporting', 'exported'])
  expect(await list({ Limit: 2, NextToken: first.NextToken })).toEqual({ ids: ['created'], NextToken: undefined })
  expect((await refusalOf(() => list({ NextToken: 'nonsense' }))).name).toBe('InvalidArgumentException')
})

it('takes one filter', async () => {
  const { list } = await world()
  expect((await list({ SnapshotOperation: 'ExportSnapshot' })).ids).toEqual(['exporting', 'exported'])
  expect((await list({ SnapshotOperationStatus: 'SUCCESSFUL' })).ids).toEqual(['created'])
  expect((await list({ SnapshotOperation: 'DeleteSnapshot' })).ids).toEqual([])
  const both = { SnapshotOperation: 'ExportSnapshot', SnapshotOperationStatus: 'FAILED' } as const
  expect((await refusalOf(() => list(both))).name).toBe('InvalidArgumentException')
})

it('lists those of a snapshot that is gone, and knows no others', async () => {
  const { list, store, snapshot } = await world()
  await store.enhancedSnapshots.remove(snapshot.id)
  expect((await list()).ids).toHaveLength(3)
  expect((await list({ SnapshotOperation: 'DeleteSnapshot' })).ids).toEqual([])
  expect((await refusalOf(() => list({ SnapshotName: 'other' }))).name).toBe('ResourceNotFoundException')
})
