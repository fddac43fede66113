import { createdFlinkSpec, defaultFlinkSpec, updatedFlinkSpec } from '../flink/flink-configuration.ts'
import { describeFlink } from '../flink/describe-flink.ts'
import { readSnapshotMode } from '../snapshots/snapshot-mode.ts'
import { createdEnvironment, describeEnvironment, updatedEnvironment } from './environment.ts'
import type { Kind } from './kind.ts'

/** An application of its own code on Flink. */
export const flinkKind: Kind = {
  created: (given, { applicationName, runtimeEnvironment, rules }) => {
    const snapshots = given.ApplicationSnapshotConfiguration
    return {
      ...createdEnvironment(given),
      flink: createdFlinkSpec(given.FlinkApplicationConfiguration, { applicationName, quotas: rules.quotas }),
      snapshotsEnabled: snapshots?.SnapshotsEnabled ?? true,
      snapshotMode: readSnapshotMode(snapshots?.SnapshotMode, { runtimeEnvironment }),
      systemRollbackEnabled: given.ApplicationSystemRollbackConfiguration?.RollbackEnabled ?? false,
    }
  },
  updated: (current, update, { applicationName, runtimeEnvironment, rules }) => {
    const flink = update.FlinkApplicationConfigurationUpdate
    const limits = { applicationName, quotas: rules.quotas }
    const snapshots = update.ApplicationSnapshotConfigurationUpdate
    const rollback = update.ApplicationSystemRollbackConfigurationUpdate
    return {
      ...updatedEnvironment(current, update),
      flink: flink === undefined ? current.flink : updatedFlinkSpec(current.flink ?? defaultFlinkSpec, flink, limits),
      snapshotsEnabled: snapshots?.SnapshotsEnabledUpdate ?? current.snapshotsEnabled,
      snapshotMode: readSnapshotMode(snapshots?.SnapshotModeUpdate, {
        current: current.snapshotMode,
        runtimeEnvironment,
      }),
      systemRollbackEnabled: rollback?.RollbackEnabledUpdate ?? current.systemRollbackEnabled,
    }
  },
  described: ({ spec, currentParallelism, runConfiguration }, { jobPlan }) => ({
    ...describeEnvironment(spec),
    FlinkApplicationConfigurationDescription: spec.flink && {
      ...describeFlink(spec.flink, currentParallelism),
      JobPlanDescription: jobPlan,
    },
    RunConfigurationDescription: runConfiguration,
    ApplicationSnapshotConfigurationDescription:
      spec.snapshotsEnabled === undefined
        ? undefined
        : { SnapshotsEnabled: spec.snapshotsEnabled, SnapshotMode: spec.snapshotMode },
    ApplicationSystemRollbackConfigurationDescription:
      spec.systemRollbackEnabled === undefined ? undefined : { RollbackEnabled: spec.systemRollbackEnabled },
  }),
}
