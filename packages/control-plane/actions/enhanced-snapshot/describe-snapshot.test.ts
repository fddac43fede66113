import { refusalOf } from '@weir/testkit'
import { aBucketArn, createSnapshotWorld } from '../../stories/snapshot-world.ts'

it('tells all of a snapshot that was taken', async () => {
  const { act, context, kept } = createSnapshotWorld()
  const { arn } = await kept({
    sizeInBytes: 42,
    createdAt: new Date('2026-01-02T03:04:05.678Z'),
    source: {
      kind: 'application',
      applicationId: '1d2e3f40-0000-4000-8000-000000000000',
      name: 'flights',
      createdAt: new Date('2026-01-01T00:00:00Z'),
      versionId: 3,
    },
  })
  expect(await act.DescribeSnapshot({ SnapshotName: 'nightly' }, context)).toEqual({
    SnapshotInfoDetails: {
      SnapshotName: 'nightly',
      SnapshotArn: arn,
      SnapshotStatus: 'READY',
      SnapshotCreationTimestamp: new Date('2026-01-02T03:04:05Z'),
      SnapshotInitiator: 'USER',
      SnapshotInitiatorOperation: 'CreateSnapshot',
      SnapshotSourceDescription: {
        SourceApplicationDescription: {
          ApplicationName: 'flights',
          ApplicationCreationTimestamp: new Date('2026-01-01T00:00:00Z'),
          ApplicationVersionId: 3,
        },
      },
      RuntimeEnvironment: 'FLINK-2_2',
      SnapshotFormat: 'CANONICAL',
      SnapshotSizeInBytes: 42,
      SnapshotEncryptionConfigurationDescription: { KeyType: 'AWS_OWNED_KEY' },
    },
  })
})

it('tells where an imported one came from, and no runtime', async () => {
  const { act, context, kept } = createSnapshotWorld()
  const place = { bucketArn: aBucketArn, keyPrefix: 'in/' }
  await kept({ initiatorOperation: 'ImportSnapshot', source: { kind: 's3', place }, runtimeEnvironment: undefined })
  const { SnapshotInfoDetails } = await act.DescribeSnapshot({ SnapshotName: 'nightly' }, context)
  expect(SnapshotInfoDetails).toMatchObject({
    SnapshotSourceDescription: { S3PrefixLocation: { BucketARN: aBucketArn, KeyPrefix: 'in/' } },
  })
  expect(SnapshotInfoDetails.RuntimeEnvironment).toBeUndefined()
})

it('knows only those of the account and region', async () => {
  const { act, context, kept } = createSnapshotWorld()
  await kept({ region: 'eu-west-1' })
  expect(await refusalOf(() => act.DescribeSnapshot({ SnapshotName: 'nightly' }, context))).toEqual({
    name: 'ResourceNotFoundException',
    message: 'Snapshot nightly does not exist.',
  })
})
