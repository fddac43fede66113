import type { Application, ApplicationSpec, Deployment, DeploymentRequest, RoleAccess } from '@weir/domain'
import { EngineError, stateLayout } from '@weir/domain'

/** What the engine is asked to run: a pure function of the stored rows, so that every retry asks for the same. */
export const deploymentRequest = ({
  application,
  spec,
  deployment,
  access,
  stateRoot,
}: {
  application: Application
  spec: ApplicationSpec
  deployment: Deployment
  access: RoleAccess
  stateRoot: string
}): DeploymentRequest => {
  const { code, flink } = spec
  if (code?.bundle === undefined || flink === undefined) {
    throw new EngineError('configuration', 'The application has no application code to run.')
  }
  return {
    applicationId: application.id,
    applicationArn: application.arn,
    applicationName: application.name,
    deploymentId: deployment.id,
    epoch: deployment.epoch,
    versionId: deployment.versionId,
    jobId: deployment.jobId,
    runtimeEnvironment: spec.runtimeEnvironment,
    release: deployment.release,
    code: code.bundle,
    propertyGroups: spec.propertyGroups ?? [],
    parallelism: deployment.parallelism,
    parallelismPerKpu: flink.parallelism.parallelismPerKpu,
    checkpointing: flink.checkpoint.checkpointingEnabled
      ? {
          enabled: true,
          intervalMs: flink.checkpoint.checkpointInterval,
          minPauseMs: flink.checkpoint.minPauseBetweenCheckpoints,
        }
      : { enabled: false },
    logLevel: flink.monitoring.logLevel,
    stateUri: stateLayout.application(stateRoot, application.id),
    checkpointsUri: stateLayout.checkpoints(stateRoot, application.id, deployment.id),
    restoreFrom: deployment.restoreFrom,
    allowNonRestoredState: deployment.allowNonRestoredState,
    access,
  }
}
