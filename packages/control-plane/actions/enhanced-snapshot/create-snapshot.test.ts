import { defaultQuotas } from '@weir/domain'
import { anApplication, aScope, refusalOf } from '@weir/testkit'
import { createSnapshotWorld } from '../../stories/snapshot-world.ts'
import { statusesBut } from '../../stories/world.ts'

const request = { ApplicationName: 'flights', SnapshotName: 'nightly' }

it('orders a savepoint of the running application, to be kept by the account', async () => {
  const { act, context, runningEnhanced, store, seen } = createSnapshotWorld()
  const { id, createdAt } = await runningEnhanced()
  const Tags = [{ Key: 'team', Value: 'rivers' }]
  const answer = await act.CreateSnapshot({ ...request, SnapshotDescription: 'before the flood', Tags }, context)
  expect(answer).toEqual({
    SnapshotArn: 'arn:aws:kinesisanalytics:us-east-1:123456789012:snapshot/nightly',
    SnapshotStatus: 'CREATING',
    SnapshotOperationId: expect.stringMatching(/^\w{12}$/),
    SnapshotOperationStatus: 'IN_PROGRESS',
  })
  const snapshot = await store.enhancedSnapshots.find(aScope, 'nightly')
  expect(snapshot).toMatchObject({
    status: 'CREATING',
    description: 'before the flood',
    initiator: 'USER',
    initiatorOperation: 'CreateSnapshot',
    source: { kind: 'application', applicationId: id, name: 'flights', createdAt, versionId: 1 },
    runtimeEnvironment: 'FLINK-2_2',
    sizeInBytes: 0,
    encryption: { keyType: 'AWS_OWNED_KEY' },
    tags: [{ key: 'team', value: 'rivers' }],
  })
  const [carrier] = await store.snapshots.inFlight(id)
  expect(carrier).toMatchObject({ kind: 'user', status: 'CREATING', enhancedId: snapshot?.id })
  expect(await store.outbox.pending(10)).toMatchObject([{ applicationId: id }])
  expect(seen.published).toBe(1)
  expect((await act.ListApplicationSnapshots({ ApplicationName: 'flights' }, context)).SnapshotSummaries).toEqual([])
})

it('takes one at a time of an application', async () => {
  const { runningEnhanced, ordered } = createSnapshotWorld()
  await runningEnhanced()
  await ordered('first')
  expect((await refusalOf(() => ordered('second'))).name).toBe('LimitExceededException')
})

it('refuses a name that any snapshot of the account has', async () => {
  const { runningEnhanced, ordered, kept } = createSnapshotWorld()
  await runningEnhanced()
  await kept({ status: 'FAILED' })
  expect(await refusalOf(ordered)).toEqual({
    name: 'ResourceInUseException',
    message: 'Provided Snapshot name nightly already exists',
  })
})

it('refuses names that are reserved', async () => {
  const { runningEnhanced, ordered } = createSnapshotWorld()
  await runningEnhanced()
  expect(await refusalOf(() => ordered('SYSTEMSNAPSHOT-mine'))).toMatchObject({
    name: 'InvalidArgumentException',
    message: expect.stringContaining('reserved'),
  })
})

it.each(statusesBut('RUNNING'))('refuses an application that is %s', async (status) => {
  const { runningEnhanced, ordered, inStatus } = createSnapshotWorld()
  await runningEnhanced()
  await inStatus(status)
  expect((await refusalOf(ordered)).name).toBe('ResourceInUseException')
})

it('looks at the application before the name', async () => {
  const { act, context } = createSnapshotWorld()
  const reserved = { ApplicationName: 'nothing', SnapshotName: 'SYSTEMSNAPSHOT-mine' }
  expect((await refusalOf(() => act.CreateSnapshot(reserved, context))).name).toBe('ResourceNotFoundException')
})

it('needs the enhanced mode, a Flink application, and one that exists', async () => {
  const { act, context, running, store } = createSnapshotWorld()
  await running()
  const refusal = (ApplicationName: string) =>
    refusalOf(() => act.CreateSnapshot({ ...request, ApplicationName }, context)).then(({ name }) => name)
  expect(await refusal('flights')).toBe('InvalidApplicationConfigurationException')
  expect(await refusal('nothing')).toBe('ResourceNotFoundException')
  await store.applications.insert(anApplication({ name: 'queries', runtimeEnvironment: 'SQL-1_0' }))
  expect(await refusal('queries')).toBe('UnsupportedOperationException')
})

it('is the only way in enhanced mode', async () => {
  const { act, context, runningEnhanced } = createSnapshotWorld()
  await runningEnhanced()
  expect((await refusalOf(() => act.CreateApplicationSnapshot(request, context))).name).toBe(
    'UnsupportedOperationException',
  )
})

it('holds to the quotas of snapshots and of tags', async () => {
  const quotas = { ...defaultQuotas, snapshotsPerAccount: 1, tagsPerApplication: 1 }
  const settings = { quotas, deprecatedRuntimes: 'refuse', sqlApplications: 'on' } as const
  const { act, context, runningEnhanced, ordered, kept } = createSnapshotWorld({ settings })
  await runningEnhanced()
  const Tags = [{ Key: 'a' }, { Key: 'b' }]
  expect((await refusalOf(() => act.CreateSnapshot({ ...request, Tags }, context))).name).toBe('TooManyTagsException')
  await kept({ name: 'older' })
  expect((await refusalOf(ordered)).name).toBe('LimitExceededException')
})
