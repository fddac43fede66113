import { aSnapshot, refusalOf } from '@weir/testkit'
import { createWorld } from '../../stories/world.ts'

it('shows a snapshot with the key of the version it was taken from', async () => {
  const { act, context, created, store } = createWorld()
  const { id } = await created()
  const createdAt = new Date('2026-01-01T00:00:07.500Z')
  await store.snapshots.insert(aSnapshot({ applicationId: id, name: 's1', createdAt }))
  const ApplicationEncryptionConfigurationUpdate = { KeyTypeUpdate: 'CUSTOMER_MANAGED_KEY', KeyIdUpdate: 'k' } as const
  await act.UpdateApplication(
    {
      ApplicationName: 'flights',
      CurrentApplicationVersionId: 1,
      ApplicationConfigurationUpdate: { ApplicationEncryptionConfigurationUpdate },
    },
    context,
  )
  const answer = await act.DescribeApplicationSnapshot({ ApplicationName: 'flights', SnapshotName: 's1' }, context)
  expect(answer).toEqual({
    SnapshotDetails: {
      SnapshotName: 's1',
      SnapshotStatus: 'CREATING',
      ApplicationVersionId: 1,
      SnapshotCreationTimestamp: new Date('2026-01-01T00:00:07Z'),
      RuntimeEnvironment: 'FLINK-2_2',
      ApplicationEncryptionConfigurationDescription: { KeyType: 'AWS_OWNED_KEY' },
    },
  })
})

it('does not know other snapshots', async () => {
  const { act, context, created } = createWorld()
  await created()
  const describe = () => act.DescribeApplicationSnapshot({ ApplicationName: 'flights', SnapshotName: 'none' }, context)
  expect(await refusalOf(describe)).toEqual({
    name: 'ResourceNotFoundException',
    message: 'Snapshot none of application flights does not exist.',
  })
})
