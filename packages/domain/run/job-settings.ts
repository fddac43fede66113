import type { ApplicationSpec, FlinkSpec } from '../model/spec.ts'
import { defaultFlinkSpec } from '../flink/flink-configuration.ts'
import { runtimeCatalogue } from '../runtime-catalogue.ts'

/**
 * A SQL application has no settings of its own for these. It begins with one KPU and is scaled, as on AWS; a checkpoint every ten seconds keeps
 * small what is read again after a failure, when its destinations get rows twice.
 */
const sqlJobSettings: FlinkSpec = {
  ...defaultFlinkSpec,
  checkpoint: { ...defaultFlinkSpec.checkpoint, checkpointInterval: 10_000, minPauseBetweenCheckpoints: 2_000 },
}

/** What an application's job is run with: configured, or chosen by the service. Undefined for what runs no job. */
export const jobSettings = ({ flink, runtimeEnvironment }: JobSpec): FlinkSpec | undefined =>
  flink ?? (runtimeCatalogue[runtimeEnvironment].family === 'SQL' ? sqlJobSettings : undefined)

/** Whether a stop or an update keeps the job's state in a snapshot of its own. SQL applications cannot be configured not to. */
export const keepsSnapshots = ({ snapshotsEnabled, runtimeEnvironment }: JobSpec): boolean =>
  snapshotsEnabled ?? runtimeCatalogue[runtimeEnvironment].family === 'SQL'

type JobSpec = Pick<ApplicationSpec, 'flink' | 'snapshotsEnabled' | 'runtimeEnvironment'>
