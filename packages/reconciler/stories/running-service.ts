import { createService } from '@weir/control-plane/stories/service'
import type { RuntimeEnvironment, UpdateApplicationRequest } from '@weir/service-model'

/** RUNNING at version 1; version 2 throws in main unless told otherwise. */
export const runningService = async ({
  systemRollback = true,
  snapshots = true,
  runtime = 'FLINK-2_2',
}: { systemRollback?: boolean; snapshots?: boolean; runtime?: RuntimeEnvironment } = {}) => {
  const service = await createService({
    RuntimeEnvironment: runtime,
    ApplicationConfiguration: {
      ApplicationCodeConfiguration: {
        CodeContentType: 'ZIPFILE',
        CodeContent: { S3ContentLocation: { BucketARN: 'arn:aws:s3:::code', FileKey: 'flights.jar' } },
      },
      ApplicationSystemRollbackConfiguration: { RollbackEnabled: systemRollback },
      ApplicationSnapshotConfiguration: { SnapshotsEnabled: snapshots },
    },
  })
  const { worker, act, context, name, id } = service
  await act.StartApplication(name, context)
  await worker.driveTo(id, 'RUNNING')
  const { engine } = worker
  /** Versions whose main throws. */
  const broken = new Set<number>()
  engine.switches.mainFailureOf = ({ versionId }) =>
    broken.has(versionId) ? `java.lang.IllegalStateException: version ${versionId}` : undefined
  const update = async (configuration: UpdateApplicationRequest['ApplicationConfigurationUpdate'] = {}) => {
    const { ApplicationVersionId: CurrentApplicationVersionId } = await service.describe()
    const { OperationId = '' } = await act.UpdateApplication(
      { ...name, CurrentApplicationVersionId, ApplicationConfigurationUpdate: configuration },
      context,
    )
    return OperationId
  }
  const rollBack = async () => {
    const { ApplicationVersionId: CurrentApplicationVersionId } = await service.describe()
    const { OperationId = '' } = await act.RollbackApplication({ ...name, CurrentApplicationVersionId }, context)
    return OperationId
  }
  return { ...service, broken, update, rollBack }
}
