import type { ApplicationOperationInfo, ApplicationOperationInfoDetails } from '@weir/service-model'
import type { Operation } from '../model/operation.ts'

/** AWS cuts ErrorString there. */
const longestError = 512

export const summarizeOperation = (operation: Operation): ApplicationOperationInfo => ({
  Operation: operation.name,
  OperationId: operation.id,
  StartTime: operation.startedAt,
  EndTime: operation.endedAt,
  OperationStatus: operation.status,
})

export const describeOperation = (operation: Operation): ApplicationOperationInfoDetails => ({
  Operation: operation.name,
  StartTime: operation.startedAt,
  EndTime: operation.endedAt,
  OperationStatus: operation.status,
  ApplicationVersionChangeDetails:
    operation.versionFrom === undefined || operation.versionTo === undefined
      ? undefined
      : {
          ApplicationVersionUpdatedFrom: operation.versionFrom,
          ApplicationVersionUpdatedTo: operation.versionTo,
        },
  OperationFailureDetails: operation.error
    ? {
        RollbackOperationId: operation.rollbackOperationId,
        ErrorInfo: { ErrorString: operation.error.slice(0, longestError) },
      }
    : undefined,
})
