import type { Application, ApplicationVersion } from '../model/application.ts'
import type { ApplicationSpec } from '../model/spec.ts'

export interface RolledBack {
  /** At its new version, ROLLING_BACK. */
  readonly application: Application
  readonly version: ApplicationVersion
}

/**
 * The version that takes `application` one step back: a new number with the configuration of `target` copied. It has no
 * ApplicationVersionUpdatedFrom, because no update made it, and so it cannot be rolled back itself.
 */
export const rolledBack = (
  application: Application,
  target: ApplicationVersion,
  { now, conditionalToken }: { now: Date; conditionalToken: string },
): RolledBack => {
  const versionId = application.versionId + 1
  return {
    application: {
      ...application,
      status: 'ROLLING_BACK',
      runtimeEnvironment: target.spec.runtimeEnvironment,
      versionId,
      conditionalToken,
      updatedAt: now,
      spec: target.spec,
      currentParallelism: parallelismAfter(application, target.spec),
      runConfiguration: {
        ApplicationRestoreConfigurationDescription: { ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT' },
        FlinkRunConfigurationDescription: { AllowNonRestoredState: false },
      },
    },
    version: {
      applicationId: application.id,
      versionId,
      spec: target.spec,
      createdAt: now,
      conditionalToken,
      rolledBackFrom: application.versionId,
      rolledBackTo: target.versionId,
      previousStatus: application.status,
    },
  }
}

/** What scaling made of it stays where scaling has the same rules as before, otherwise the version runs as it is configured. */
const parallelismAfter = (application: Application, spec: ApplicationSpec): number => {
  const before = spec.flink?.parallelism
  const now = application.spec.flink?.parallelism
  const same =
    before?.parallelism === now?.parallelism &&
    before?.parallelismPerKpu === now?.parallelismPerKpu &&
    before?.autoScalingEnabled === now?.autoScalingEnabled
  return before === undefined || same ? application.currentParallelism : before.parallelism
}
