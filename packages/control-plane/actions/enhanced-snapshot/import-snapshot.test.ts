import { defaultQuotas } from '@weir/domain'
import { aRoleArn, aScope, refusalOf } from '@weir/testkit'
import { aBucketArn, anImport, createSnapshotWorld } from '../../stories/snapshot-world.ts'

it('orders the import under a name of the account', async () => {
  const { act, context, store } = createSnapshotWorld()
  const KeyId = 'arn:aws:kms:us-east-1:123456789012:key/1'
  const key = { KeyType: 'CUSTOMER_MANAGED_KEY', KeyId } as const
  const answer = await act.ImportSnapshot(
    { ...anImport(), DestinationEncryptionConfiguration: key, SnapshotFormat: 'CANONICAL', Tags: [{ Key: 'a' }] },
    context,
  )
  expect(answer).toEqual({
    SnapshotArn: 'arn:aws:kinesisanalytics:us-east-1:123456789012:snapshot/nightly',
    SnapshotStatus: 'CREATING',
    SnapshotOperationId: expect.any(String),
    SnapshotOperationStatus: 'IN_PROGRESS',
  })
  const place = { bucketArn: aBucketArn, keyPrefix: 'in/savepoint-1' }
  expect(await store.enhancedSnapshots.find(aScope, 'nightly')).toMatchObject({
    initiator: 'USER',
    initiatorOperation: 'ImportSnapshot',
    source: { kind: 's3', place },
    encryption: { keyType: 'CUSTOMER_MANAGED_KEY', keyId: KeyId },
    tags: [{ key: 'a', value: '' }],
  })
  expect((await store.snapshotOperations.find(aScope, 'nightly', answer.SnapshotOperationId))?.order).toEqual({
    transfer: {
      place,
      roleArn: aRoleArn,
      sourceEncryption: { keyType: 'AWS_OWNED_KEY' },
      destinationEncryption: { keyType: 'CUSTOMER_MANAGED_KEY', keyId: KeyId },
    },
  })
})

it('refuses a name that is taken or reserved', async () => {
  const { act, context, kept } = createSnapshotWorld()
  await kept({ status: 'FAILED' })
  expect((await refusalOf(() => act.ImportSnapshot(anImport(), context))).name).toBe('ResourceInUseException')
  const reserved = { ...anImport(), SnapshotName: 'SYSTEMSNAPSHOT' }
  expect((await refusalOf(() => act.ImportSnapshot(reserved, context))).name).toBe('InvalidArgumentException')
})

it('refuses a place that is none, and a role that cannot be assumed', async () => {
  const { act, context, unknownRoles, store } = createSnapshotWorld()
  expect(await refusalOf(() => act.ImportSnapshot(anImport('//'), context))).toMatchObject({
    name: 'InvalidArgumentException',
    message: expect.stringContaining('names no directory'),
  })
  unknownRoles.add(aRoleArn)
  expect(await refusalOf(() => act.ImportSnapshot(anImport(), context))).toMatchObject({
    name: 'InvalidArgumentException',
    message: expect.stringContaining("doesn't have sufficient privileges"),
  })
  expect(await store.enhancedSnapshots.count(aScope)).toBe(0)
})

it('holds to the quotas', async () => {
  const quotas = { ...defaultQuotas, snapshotsPerAccount: 1, tagsPerApplication: 0 }
  const { act, context, kept } = createSnapshotWorld({
    settings: { quotas, deprecatedRuntimes: 'refuse', sqlApplications: 'on' },
  })
  const tagged = { ...anImport(), Tags: [{ Key: 'a' }] }
  expect((await refusalOf(() => act.ImportSnapshot(tagged, context))).name).toBe('TooManyTagsException')
  await kept({ name: 'older' })
  expect((await refusalOf(() => act.ImportSnapshot(anImport(), context))).name).toBe('LimitExceededException')
})
