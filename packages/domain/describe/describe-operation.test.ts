import { anOperation, aSnapshot } from '@weir/testkit'
import { describeOperation } from './describe-operation.ts'
import { describeSnapshot } from './describe-snapshot.ts'
import { stopSnapshotName, updateSnapshotName } from '../snapshots/snapshot-names.ts'

describe('operations and snapshots', () => {
  it('show the versions only of an operation that changed them, and the cause cut where AWS cuts', () => {
    const operation = anOperation({
      applicationId: 'a',
      status: 'FAILED',
      error: 'x'.repeat(600),
      endedAt: new Date(5000),
    })
    expect(describeOperation(operation)).toMatchObject({
      Operation: 'StartApplication',
      OperationStatus: 'FAILED',
      EndTime: new Date(5000),
      ApplicationVersionChangeDetails: undefined,
      OperationFailureDetails: { ErrorInfo: { ErrorString: 'x'.repeat(512) } },
    })
    expect(describeOperation({ ...operation, error: undefined, versionFrom: 1, versionTo: 2 })).toMatchObject({
      ApplicationVersionChangeDetails: { ApplicationVersionUpdatedFrom: 1, ApplicationVersionUpdatedTo: 2 },
      OperationFailureDetails: undefined,
    })
  })

  it('show a snapshot with the second it was made in and its key', () => {
    const snapshot = aSnapshot({ applicationId: 'a', name: 's1', createdAt: new Date(1999) })
    expect(describeSnapshot(snapshot, { keyType: 'AWS_OWNED_KEY' })).toEqual({
      SnapshotName: 's1',
      SnapshotStatus: 'CREATING',
      ApplicationVersionId: 1,
      SnapshotCreationTimestamp: new Date(1000),
      RuntimeEnvironment: 'FLINK-2_2',
      ApplicationEncryptionConfigurationDescription: { KeyType: 'AWS_OWNED_KEY' },
    })
  })

  it('name the snapshots of the service as AWS does', () => {
    expect(stopSnapshotName('flights', new Date(1_700_000_000_123))).toBe('STOP-flights-1700000000123')
    expect(updateSnapshotName('flights', new Date(5))).toBe('UPDATEAPPLICATION-flights-5')
  })
})
