import { aScope, aSnapshotOperation, refusalOf } from '@weir/testkit'
import { aBucketArn, anExport, createSnapshotWorld } from '../../stories/snapshot-world.ts'

const describeOf = ({ act, context }: ReturnType<typeof createSnapshotWorld>, SnapshotOperationId: string) =>
  act
    .DescribeSnapshotOperation({ SnapshotName: 'nightly', SnapshotOperationId }, context)
    .then(({ SnapshotOperationInfoDetails }) => SnapshotOperationInfoDetails)

it('tells of an export where it went, once it is over', async () => {
  const world = createSnapshotWorld()
  const { arn } = await world.kept()
  const { SnapshotOperationId: id } = await world.act.ExportSnapshot(anExport(), world.context)
  const StartTime = world.clock.now()
  expect(await describeOf(world, id)).toEqual({
    SnapshotOperationId: id,
    SnapshotOperation: 'ExportSnapshot',
    SnapshotOperationStatus: 'IN_PROGRESS',
    SnapshotArn: arn,
    StartTime,
    DestinationEncryptionConfigurationDescription: { KeyType: 'AWS_OWNED_KEY' },
  })
  const stored = await world.store.snapshotOperations.find(aScope, 'nightly', id)
  if (stored === undefined) throw new Error('not stored')
  await world.store.snapshotOperations.save({ ...stored, status: 'SUCCESSFUL', endedAt: StartTime })
  expect((await describeOf(world, id)).SnapshotDestinationLocationDescription).toEqual({
    LocationType: 'S3',
    S3PrefixLocation: { BucketARN: aBucketArn, KeyPrefix: 'out/', ExportedPrefix: `out/savepoint-${id}` },
  })
})

it('tells of an import where it came from and why it failed, in 512 characters', async () => {
  const world = createSnapshotWorld()
  const snapshot = await world.kept({ status: 'FAILED' })
  const place = { bucketArn: aBucketArn, keyPrefix: 'in' }
  const key = { keyType: 'AWS_OWNED_KEY' } as const
  const failed = aSnapshotOperation(snapshot, {
    kind: 'ImportSnapshot',
    status: 'FAILED',
    endedAt: world.clock.now(),
    failure: { code: 'AccessDenied', text: 'x'.repeat(600) },
    order: { transfer: { place, roleArn: 'r', sourceEncryption: key, destinationEncryption: key } },
  })
  await world.store.snapshotOperations.insert(failed)
  expect(await describeOf(world, failed.id)).toMatchObject({
    SnapshotOperationFailureDetails: { ErrorInfo: { ErrorCode: 'AccessDenied', ErrorString: 'x'.repeat(512) } },
    SnapshotSourceLocationDescription: {
      LocationType: 'S3',
      S3PrefixLocation: { BucketARN: aBucketArn, KeyPrefix: 'in' },
    },
    SourceEncryptionConfigurationDescription: { KeyType: 'AWS_OWNED_KEY' },
    DestinationEncryptionConfigurationDescription: { KeyType: 'AWS_OWNED_KEY' },
  })
})

it('tells of a system snapshot which operation of the application wanted it', async () => {
  const world = createSnapshotWorld()
  const { id } = await world.runningEnhanced()
  const { OperationId } = await world.act.StopApplication({ ApplicationName: 'flights' }, world.context)
  const [snapshot] = await world.store.enhancedSnapshots.list(aScope, { limit: 1 })
  expect(snapshot).toMatchObject({
    name: expect.stringMatching(/^SYSTEMSNAPSHOT-flights-\d+-\w{6}$/),
    initiator: 'SYSTEM',
    initiatorOperation: 'SystemCreateSnapshot',
  })
  const [operation] = await world.store.snapshotOperations.list(aScope, snapshot?.name ?? '', { limit: 1 })
  const { SnapshotOperationInfoDetails } = await world.act.DescribeSnapshotOperation(
    { SnapshotName: snapshot?.name ?? '', SnapshotOperationId: operation?.id ?? '' },
    world.context,
  )
  expect(SnapshotOperationInfoDetails).toMatchObject({
    SnapshotOperation: 'SystemCreateSnapshot',
    ApplicationOperationDescription: { ApplicationName: 'flights', ApplicationOperationId: OperationId },
  })
  const stop = await world.store.operations.inProgress(id)
  expect(await world.store.snapshots.find(id, stop?.intent.snapshotName ?? '')).toMatchObject({
    kind: 'stop',
    enhancedId: snapshot?.id,
  })
})

it('is found by the name of a snapshot that is gone, and by no other', async () => {
  const world = createSnapshotWorld()
  const snapshot = await world.kept()
  const deletion = aSnapshotOperation(snapshot, { kind: 'DeleteSnapshot', status: 'SUCCESSFUL' })
  await world.store.snapshotOperations.insert(deletion)
  await world.store.enhancedSnapshots.remove(snapshot.id)
  expect((await describeOf(world, deletion.id)).SnapshotOperationStatus).toBe('SUCCESSFUL')
  expect((await refusalOf(() => describeOf(world, 'nothing'))).name).toBe('ResourceNotFoundException')
})
