import type { EnhancedSnapshot } from '@weir/domain'
import type { CreateApplicationRequest, CreateSnapshotResponse } from '@weir/service-model'
import { anEnhancedSnapshot, aRoleArn } from '@weir/testkit'
import { createWorld } from './world.ts'

export const aBucketArn = 'arn:aws:s3:::theirs'

export const enhancedMode = {
  ApplicationConfiguration: {
    ApplicationCodeConfiguration: {
      CodeContentType: 'ZIPFILE',
      CodeContent: { S3ContentLocation: { BucketARN: 'arn:aws:s3:::code', FileKey: 'flights.jar' } },
    },
    ApplicationSnapshotConfiguration: { SnapshotsEnabled: true, SnapshotMode: 'ENHANCED_SNAPSHOTS' },
  },
} as const satisfies Partial<CreateApplicationRequest>

/** The actions' world with what enhanced snapshots need. */
export const createSnapshotWorld = (given: Parameters<typeof createWorld>[0] = {}) => {
  const world = createWorld(given)
  const { act, context, store, clock } = world
  return {
    ...world,
    /** A running application in enhanced mode. */
    runningEnhanced: () => world.running(enhancedMode),
    ordered: (SnapshotName = 'nightly'): Promise<CreateSnapshotResponse> =>
      act.CreateSnapshot({ ApplicationName: 'flights', SnapshotName }, context),
    /** A record as it would be after some time. */
    kept: async (snapshot: Partial<EnhancedSnapshot> = {}): Promise<EnhancedSnapshot> => {
      const record = anEnhancedSnapshot({ name: 'nightly', status: 'READY', createdAt: clock.now(), ...snapshot })
      await store.enhancedSnapshots.insert(record)
      return record
    },
  }
}

export const anExport = (KeyPrefix = 'out/') => ({
  SnapshotName: 'nightly',
  ExportDestinationConfiguration: {
    DestinationType: 'S3' as const,
    ExportRoleArn: aRoleArn,
    DestinationS3PrefixLocation: { BucketARN: aBucketArn, KeyPrefix },
  },
})

export const anImport = (KeyPrefix = 'in/savepoint-1') => ({
  SnapshotName: 'nightly',
  ImportSourceConfiguration: {
    SourceType: 'S3' as const,
    ImportRoleArn: aRoleArn,
    SourceS3PrefixLocation: { BucketARN: aBucketArn, KeyPrefix },
  },
})
