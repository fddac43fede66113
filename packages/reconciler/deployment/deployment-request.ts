import type {
  Application,
  ApplicationSpec,
  Deployment,
  DeploymentRequest,
  RoleAccess,
  SqlBindings,
  SqlProgram,
} from '@weir/domain'
import { EngineError, jobSettings, runtimeCatalogue, sqlProgram, stateLayout } from '@weir/domain'

/** What the engine is asked to run: a pure function of the stored rows, so that every retry asks for the same. */
export const deploymentRequest = ({
  application,
  spec,
  deployment,
  access,
  stateRoot,
  bindings,
}: {
  application: Application
  spec: ApplicationSpec
  deployment: Deployment
  access: RoleAccess
  stateRoot: string
  bindings: SqlBindings
}): DeploymentRequest => {
  const { code } = spec
  const settings = jobSettings(spec)
  const sql = isSql(spec) ? programOf({ application, spec, access, bindings }) : undefined
  if ((code?.bundle ?? sql?.text) === undefined || settings === undefined) {
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
    code: code?.bundle,
    sql,
    propertyGroups: spec.propertyGroups ?? [],
    parallelism: deployment.parallelism,
    parallelismPerKpu: settings.parallelism.parallelismPerKpu,
    checkpointing: settings.checkpoint.checkpointingEnabled
      ? {
          enabled: true,
          intervalMs: settings.checkpoint.checkpointInterval,
          minPauseMs: settings.checkpoint.minPauseBetweenCheckpoints,
        }
      : { enabled: false },
    logLevel: settings.monitoring.logLevel,
    stateUri: stateLayout.application(stateRoot, application.id),
    checkpointsUri: stateLayout.checkpoints(stateRoot, application.id, deployment.id),
    restoreFrom: deployment.restoreFrom,
    allowNonRestoredState: deployment.allowNonRestoredState,
    access,
  }
}

const isSql = ({ runtimeEnvironment }: ApplicationSpec): boolean =>
  runtimeCatalogue[runtimeEnvironment].family === 'SQL'

const programOf = ({
  application,
  spec,
  access,
  bindings,
}: {
  application: Application
  spec: ApplicationSpec
  access: RoleAccess
  bindings: SqlBindings
}): SqlProgram =>
  sqlProgram(spec, {
    bindings,
    endpoints: access.endpoints,
    positions: application.runConfiguration?.startingPositions,
  })
