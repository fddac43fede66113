import { aSnapshot, refusalOf } from '@weir/testkit'
import { createWorld } from '../../stories/world.ts'

const createdAt = new Date('2026-01-01T00:00:07.500Z')
const request = {
  ApplicationName: 'flights',
  SnapshotName: 's1',
  SnapshotCreationTimestamp: new Date('2026-01-01T00:00:07Z'),
}

it.each(['READY', 'FAILED'] as const)(
  'says DELETING for one that is %s, by a time in whole seconds',
  async (status) => {
    const { act, context, created, store, seen } = createWorld()
    const { id } = await created()
    await store.snapshots.insert(aSnapshot({ applicationId: id, name: 's1', status, createdAt }))
    expect(await act.DeleteApplicationSnapshot(request, context)).toEqual({})
    expect((await store.snapshots.find(id, 's1'))?.status).toBe('DELETING')
    expect(await store.outbox.pending(10)).toMatchObject([{ applicationId: id }])
    expect(seen.published).toBe(1)
  },
)

it.each(['CREATING', 'DELETING'] as const)('refuses one that is %s', async (status) => {
  const { act, context, created, store } = createWorld()
  const { id } = await created()
  await store.snapshots.insert(aSnapshot({ applicationId: id, name: 's1', status, createdAt }))
  const refusal = await refusalOf(() => act.DeleteApplicationSnapshot(request, context))
  expect(refusal.name).toBe('ResourceInUseException')
})

it('refuses another creation time', async () => {
  const { act, context, created, store } = createWorld()
  const { id } = await created()
  await store.snapshots.insert(aSnapshot({ applicationId: id, name: 's1', status: 'READY', createdAt }))
  const wrong = { ...request, SnapshotCreationTimestamp: new Date(1_700_000_000_000) }
  expect(await refusalOf(() => act.DeleteApplicationSnapshot(wrong, context))).toEqual({
    name: 'InvalidArgumentException',
    message:
      "Snapshot 's1' has a different SnapshotCreationTimestamp than the one you provided '1700000000000'. Please call DescribeApplicationSnapshot to fetch valid SnapshotCreationTimestamp.",
  })
})

it('does not know other snapshots', async () => {
  const { act, context, created } = createWorld()
  await created()
  const refusal = await refusalOf(() => act.DeleteApplicationSnapshot(request, context))
  expect(refusal).toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Snapshot s1 of application flights does not exist.',
  })
})
