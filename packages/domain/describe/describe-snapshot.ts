import type { SnapshotDetails } from '@weir/service-model'
import type { Snapshot } from '../model/snapshot.ts'
import type { ApplicationSpec } from '../model/spec.ts'
import { wholeSeconds } from './whole-seconds.ts'

/** `encryption` is that of the version the snapshot was taken from: a snapshot keeps its key. */
export const describeSnapshot = (snapshot: Snapshot, encryption: ApplicationSpec['encryption']): SnapshotDetails => ({
  SnapshotName: snapshot.name,
  SnapshotStatus: snapshot.status,
  ApplicationVersionId: snapshot.versionId,
  SnapshotCreationTimestamp: wholeSeconds(snapshot.createdAt),
  RuntimeEnvironment: snapshot.runtimeEnvironment,
  ApplicationEncryptionConfigurationDescription: encryption && { KeyType: encryption.keyType, KeyId: encryption.keyId },
})
