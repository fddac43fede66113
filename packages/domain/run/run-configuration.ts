import type { ApplicationRestoreConfiguration, RunConfiguration } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import type { RunRecord } from '../model/application.ts'
import type { RestoreIntent } from '../model/operation.ts'
import type { ApplicationSpec } from '../model/spec.ts'
import { isEnhanced } from '../snapshots/snapshot-mode.ts'

/** How a start or an update wants its job run: as Describe echoes it and as the reconciler reads it. */
export interface RunPlan {
  readonly description: RunRecord
  readonly restore: RestoreIntent
  readonly allowNonRestoredState: boolean
}

/**
 * Reads a RunConfiguration or a RunConfigurationUpdate. What is absent gets the default, RESTORE_FROM_LATEST_SNAPSHOT and
 * false, whatever an earlier run had (AWS's model says so for updates). `spec` is of the version that is to run.
 */
export const readRunConfiguration = (
  given: RunConfiguration = {},
  spec: Pick<ApplicationSpec, 'snapshotMode'> = {},
): RunPlan => {
  if (given.SqlRunConfigurations !== undefined && given.SqlRunConfigurations.length > 0) {
    throw new InvalidArgumentException('SqlRunConfigurations are only valid for SQL applications.')
  }
  const wanted = given.ApplicationRestoreConfiguration ?? { ApplicationRestoreType: 'RESTORE_FROM_LATEST_SNAPSHOT' }
  const restore = isEnhanced(spec) ? readEnhancedRestore(wanted) : readRestore(wanted)
  const allowNonRestoredState = given.FlinkRunConfiguration?.AllowNonRestoredState ?? false
  return {
    restore,
    allowNonRestoredState,
    description: {
      ApplicationRestoreConfigurationDescription: {
        ApplicationRestoreType: wanted.ApplicationRestoreType,
        ...(restore.kind === 'snapshot' && { SnapshotName: restore.name }),
        ...(restore.kind === 'enhanced-snapshot' && { SnapshotArn: restore.arn }),
      },
      FlinkRunConfigurationDescription: { AllowNonRestoredState: allowNonRestoredState },
    },
  }
}

/** By ARN; a classic snapshot, which the application has from before, by name. */
const readEnhancedRestore = (given: ApplicationRestoreConfiguration): RestoreIntent => {
  const { SnapshotArn: arn, ...others } = given
  if (arn === undefined) {
    if (given.ApplicationRestoreType !== 'RESTORE_FROM_CUSTOM_SNAPSHOT' || given.SnapshotName !== undefined) {
      return readRestore(others)
    }
    throw new InvalidArgumentException('SnapshotArn must be provided with RESTORE_FROM_CUSTOM_SNAPSHOT.')
  }
  if (given.ApplicationRestoreType !== 'RESTORE_FROM_CUSTOM_SNAPSHOT') {
    throw new InvalidArgumentException(`SnapshotArn cannot be provided with ${given.ApplicationRestoreType}.`)
  }
  if (given.SnapshotName === undefined) return { kind: 'enhanced-snapshot', arn }
  throw new InvalidArgumentException('SnapshotName cannot be provided together with SnapshotArn.')
}

/** By name. */
export const readRestore = (given: ApplicationRestoreConfiguration): RestoreIntent => {
  const { ApplicationRestoreType: type, SnapshotName: name, SnapshotArn: arn } = given
  if (arn !== undefined) {
    throw new InvalidArgumentException('SnapshotArn is only valid with ENHANCED_SNAPSHOTS. Use SnapshotName.')
  }
  if (type === 'RESTORE_FROM_CUSTOM_SNAPSHOT') {
    if (name !== undefined) return { kind: 'snapshot', name }
    throw new InvalidArgumentException('SnapshotName must be provided with RESTORE_FROM_CUSTOM_SNAPSHOT.')
  }
  if (name !== undefined) {
    throw new InvalidArgumentException(`SnapshotName cannot be provided with ${type}.`)
  }
  return { kind: type === 'SKIP_RESTORE_FROM_SNAPSHOT' ? 'none' : 'latest-snapshot' }
}
