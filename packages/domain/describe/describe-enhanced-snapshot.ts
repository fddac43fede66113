import type {
  SnapshotEncryptionConfiguration,
  SnapshotInfo,
  SnapshotInfoDetails,
  SnapshotOperationInfo,
  SnapshotOperationInfoDetails,
  SnapshotOperationLocationDescription,
} from '@weir/service-model'
import type { EnhancedSnapshot, SnapshotEncryption } from '../model/enhanced-snapshot.ts'
import type { EnhancedSnapshotOperation } from '../model/snapshot-operation.ts'
import { wholeSeconds } from './whole-seconds.ts'

export const summarizeEnhancedSnapshot = (snapshot: EnhancedSnapshot): SnapshotInfo => ({
  SnapshotName: snapshot.name,
  SnapshotArn: snapshot.arn,
  SnapshotStatus: snapshot.status,
  SnapshotCreationTimestamp: wholeSeconds(snapshot.createdAt),
  SnapshotInitiator: snapshot.initiator,
  SnapshotInitiatorOperation: snapshot.initiatorOperation,
  SnapshotFormat: 'CANONICAL',
  SourceApplicationName: snapshot.source.kind === 'application' ? snapshot.source.name : undefined,
})

export const describeEnhancedSnapshot = (snapshot: EnhancedSnapshot): SnapshotInfoDetails => ({
  SnapshotName: snapshot.name,
  SnapshotArn: snapshot.arn,
  SnapshotStatus: snapshot.status,
  SnapshotDescription: snapshot.description,
  SnapshotCreationTimestamp: wholeSeconds(snapshot.createdAt),
  SnapshotInitiator: snapshot.initiator,
  SnapshotInitiatorOperation: snapshot.initiatorOperation,
  SnapshotSourceDescription: describeSource(snapshot.source),
  RuntimeEnvironment: snapshot.runtimeEnvironment,
  SnapshotFormat: 'CANONICAL',
  SnapshotSizeInBytes: snapshot.sizeInBytes,
  SnapshotEncryptionConfigurationDescription: describeEncryption(snapshot.encryption),
})

const describeSource = (source: EnhancedSnapshot['source']): SnapshotInfoDetails['SnapshotSourceDescription'] =>
  source.kind === 's3'
    ? { S3PrefixLocation: { BucketARN: source.place.bucketArn, KeyPrefix: source.place.keyPrefix } }
    : {
        SourceApplicationDescription: {
          ApplicationName: source.name,
          ApplicationCreationTimestamp: wholeSeconds(source.createdAt),
          ApplicationVersionId: source.versionId,
        },
      }

export const summarizeSnapshotOperation = (operation: EnhancedSnapshotOperation): SnapshotOperationInfo => ({
  SnapshotOperationId: operation.id,
  SnapshotOperation: operation.kind,
  SnapshotOperationStatus: operation.status,
  StartTime: operation.startedAt,
  EndTime: operation.endedAt,
})

/** AWS cuts both there. */
const longestError = 512

export const describeSnapshotOperation = (operation: EnhancedSnapshotOperation): SnapshotOperationInfoDetails => {
  const { failure, order } = operation
  const { transfer, applicationOperation } = order
  return {
    ...summarizeSnapshotOperation(operation),
    SnapshotArn: operation.snapshotArn,
    SnapshotOperationFailureDetails: failure && {
      ErrorInfo: { ErrorCode: failure.code.slice(0, longestError), ErrorString: failure.text.slice(0, longestError) },
    },
    ApplicationOperationDescription: applicationOperation && {
      ApplicationName: applicationOperation.applicationName,
      ApplicationOperationId: applicationOperation.operationId,
    },
    SnapshotSourceLocationDescription: operation.kind === 'ImportSnapshot' ? describeTransfer(operation) : undefined,
    // "after the operation completes"; the prefix itself only after a success
    SnapshotDestinationLocationDescription:
      operation.kind === 'ExportSnapshot' && operation.status !== 'IN_PROGRESS'
        ? describeTransfer(operation)
        : undefined,
    SourceEncryptionConfigurationDescription:
      transfer?.sourceEncryption && describeEncryption(transfer.sourceEncryption),
    DestinationEncryptionConfigurationDescription: transfer && describeEncryption(transfer.destinationEncryption),
  }
}

const describeTransfer = ({
  status,
  order: { transfer },
}: EnhancedSnapshotOperation): SnapshotOperationLocationDescription | undefined =>
  transfer && {
    LocationType: 'S3',
    S3PrefixLocation: {
      BucketARN: transfer.place.bucketArn,
      KeyPrefix: transfer.place.keyPrefix,
      ExportedPrefix: status === 'SUCCESSFUL' ? transfer.exportedPrefix : undefined,
    },
  }

const describeEncryption = ({ keyType, keyId }: SnapshotEncryption): SnapshotEncryptionConfiguration => ({
  KeyType: keyType,
  KeyId: keyId,
})
