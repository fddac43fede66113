import { aRoleArn, aScope, refusalOf } from '@weir/testkit'
import { aBucketArn, anExport, createSnapshotWorld } from '../../stories/snapshot-world.ts'

it('orders the export to a directory of its own', async () => {
  const { act, context, kept, store } = createSnapshotWorld()
  await kept()
  const answer = await act.ExportSnapshot(anExport(), context)
  expect(answer).toEqual({ SnapshotOperationId: expect.any(String), SnapshotOperationStatus: 'IN_PROGRESS' })
  const operation = await store.snapshotOperations.find(aScope, 'nightly', answer.SnapshotOperationId)
  expect(operation).toMatchObject({
    kind: 'ExportSnapshot',
    order: {
      transfer: {
        place: { bucketArn: aBucketArn, keyPrefix: 'out/' },
        roleArn: aRoleArn,
        destinationEncryption: { keyType: 'AWS_OWNED_KEY' },
        exportedPrefix: `out/savepoint-${answer.SnapshotOperationId}`,
      },
    },
  })
})

it('exports one at a time', async () => {
  const { act, context, kept } = createSnapshotWorld()
  await kept()
  await act.ExportSnapshot(anExport(), context)
  expect((await refusalOf(() => act.ExportSnapshot(anExport(), context))).name).toBe('LimitExceededException')
})

it.each(['CREATING', 'DELETING', 'FAILED'] as const)('refuses one that is %s', async (status) => {
  const { act, context, kept } = createSnapshotWorld()
  await kept({ status })
  expect((await refusalOf(() => act.ExportSnapshot(anExport(), context))).name).toBe('ResourceInUseException')
})

it('does not know others', async () => {
  const { act, context } = createSnapshotWorld()
  expect((await refusalOf(() => act.ExportSnapshot(anExport(), context))).name).toBe('ResourceNotFoundException')
  const tooLong = anExport('p'.repeat(190))
  expect((await refusalOf(() => act.ExportSnapshot(tooLong, context))).name).toBe('ResourceNotFoundException')
})

const destination = anExport().ExportDestinationConfiguration
it.each([
  ['a bucket that is none', { DestinationS3PrefixLocation: { BucketARN: 'arn:aws:sqs:x', KeyPrefix: 'p' } }, 'Bucket'],
  ['a prefix that is too long', anExport('p'.repeat(190)).ExportDestinationConfiguration, 'too long'],
  ['a role of another account', { ExportRoleArn: 'arn:aws:iam::210987654321:role/r' }, 'Cross-account'],
  [
    'a key without its ARN',
    { DestinationEncryptionConfiguration: { KeyType: 'CUSTOMER_MANAGED_KEY', KeyId: 'alias/mine' } },
    'must be the ARN',
  ],
] as const)('refuses %s', async (_, given, message) => {
  const { act, context, kept } = createSnapshotWorld()
  await kept()
  const request = { SnapshotName: 'nightly', ExportDestinationConfiguration: { ...destination, ...given } }
  expect(await refusalOf(() => act.ExportSnapshot(request, context))).toMatchObject({
    name: 'InvalidArgumentException',
    message: expect.stringContaining(message),
  })
})

it('refuses a role that cannot be assumed, in the words of code imports', async () => {
  const { act, context, kept, unknownRoles } = createSnapshotWorld()
  await kept()
  unknownRoles.add(aRoleArn)
  expect(await refusalOf(() => act.ExportSnapshot(anExport(), context))).toMatchObject({
    name: 'InvalidArgumentException',
    message: expect.stringContaining("doesn't have sufficient privileges"),
  })
})
