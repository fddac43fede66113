import { carrierName } from '@weir/domain'
import { anApplication, aSnapshot, anOperation, aScope, refusalOf } from '@weir/testkit'
import { createSnapshotWorld } from '../../stories/snapshot-world.ts'

it('says that the snapshot is to go, and takes its tags', async () => {
  const { act, context, kept, store } = createSnapshotWorld()
  const { arn, createdAt } = await kept({ tags: [{ key: 'a', value: '1' }] })
  const request = { SnapshotName: 'nightly', SnapshotCreationTimestamp: createdAt }
  const answer = await act.DeleteSnapshot(request, context)
  expect(answer).toEqual({
    SnapshotArn: arn,
    SnapshotStatus: 'DELETING',
    SnapshotOperationId: expect.any(String),
    SnapshotOperationStatus: 'IN_PROGRESS',
  })
  expect(await store.enhancedSnapshots.find(aScope, 'nightly')).toMatchObject({ status: 'DELETING', tags: [] })
  expect(await store.snapshotOperations.find(aScope, 'nightly', answer.SnapshotOperationId)).toMatchObject({
    kind: 'DeleteSnapshot',
    status: 'IN_PROGRESS',
  })
  expect((await refusalOf(() => act.DeleteSnapshot(request, context))).name).toBe('ResourceInUseException')
})

it('refuses one that is being created, another creation time, and what does not exist', async () => {
  const { act, context, kept, clock } = createSnapshotWorld()
  const remove = (SnapshotName: string, SnapshotCreationTimestamp = clock.now()) =>
    refusalOf(() => act.DeleteSnapshot({ SnapshotName, SnapshotCreationTimestamp }, context))
  await kept({ name: 'young', status: 'CREATING' })
  await kept({ name: 'failed', status: 'FAILED' })
  expect((await remove('young')).name).toBe('ResourceInUseException')
  expect(await remove('failed', new Date(0))).toMatchObject({
    name: 'InvalidArgumentException',
    message: expect.stringContaining("provided '0'"),
  })
  expect((await remove('nothing')).name).toBe('ResourceNotFoundException')
})

describe('of one that its application has', () => {
  const world = async () => {
    const story = createSnapshotWorld()
    const application = anApplication({ name: 'flights' })
    const { id: applicationId, createdAt: since } = application
    await story.store.applications.insert(application)
    const source = { kind: 'application', applicationId, name: 'flights', createdAt: since, versionId: 1 } as const
    const { id, createdAt, location } = await story.kept({ source })
    const carrier = aSnapshot({
      applicationId,
      name: carrierName(id),
      enhancedId: id,
      status: 'READY',
      location,
      copiedTo: location,
    })
    await story.store.snapshots.insert(carrier)
    const remove = () =>
      story.act.DeleteSnapshot({ SnapshotName: 'nightly', SnapshotCreationTimestamp: createdAt }, story.context)
    return { ...story, applicationId, carrier, remove }
  }

  it('lets the application start from it no more', async () => {
    const { store, applicationId, carrier, remove, seen } = await world()
    await remove()
    expect((await store.snapshots.find(applicationId, carrier.name))?.status).toBe('DELETING')
    expect(await store.snapshots.newestReady(applicationId)).toBeUndefined()
    expect(await store.outbox.pending(10)).toMatchObject([{ applicationId }])
    expect(seen.published).toBe(1)
  })

  it.each([
    ['waits for it', (name: string) => ({ snapshotName: name })],
    ['is about to start from it', (name: string) => ({ restore: { kind: 'snapshot' as const, name } })],
  ])('refuses while an operation of the application %s', async (_, intent) => {
    const { store, applicationId, carrier, remove } = await world()
    await store.operations.insert(anOperation({ applicationId, status: 'IN_PROGRESS', intent: intent(carrier.name) }))
    expect((await refusalOf(remove)).name).toBe('ResourceInUseException')
  })
})
