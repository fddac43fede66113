import type {
  ConfigurationType,
  FlinkApplicationConfiguration,
  FlinkApplicationConfigurationUpdate,
} from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import type { FlinkSpec } from '../model/spec.ts'
import type { Quotas } from '../limits/quota.ts'
import { requireParallelismWithin } from '../limits/quota.ts'

/** What a Flink application gets when it asks for nothing. */
export const defaultFlinkSpec: FlinkSpec = {
  checkpoint: {
    configurationType: 'DEFAULT',
    checkpointingEnabled: true,
    checkpointInterval: 60_000,
    minPauseBetweenCheckpoints: 5_000,
  },
  monitoring: { configurationType: 'DEFAULT', metricsLevel: 'APPLICATION', logLevel: 'INFO' },
  parallelism: { configurationType: 'DEFAULT', parallelism: 1, parallelismPerKpu: 1, autoScalingEnabled: true },
}

/** Changes to the three blocks, member by member; what is undefined stays as it is. */
type FlinkChange = { readonly [B in keyof FlinkSpec]: Changed<FlinkSpec[B]> }
type Changed<T> = { readonly [K in keyof T]: T[K] | undefined }

export const createdFlinkSpec = (given: FlinkApplicationConfiguration | undefined, limits: FlinkLimits): FlinkSpec => {
  const { CheckpointConfiguration, MonitoringConfiguration, ParallelismConfiguration } = given ?? {}
  const change: FlinkChange = {
    checkpoint: {
      configurationType: CheckpointConfiguration?.ConfigurationType,
      checkpointingEnabled: CheckpointConfiguration?.CheckpointingEnabled,
      checkpointInterval: CheckpointConfiguration?.CheckpointInterval,
      minPauseBetweenCheckpoints: CheckpointConfiguration?.MinPauseBetweenCheckpoints,
    },
    monitoring: {
      configurationType: MonitoringConfiguration?.ConfigurationType,
      metricsLevel: MonitoringConfiguration?.MetricsLevel,
      logLevel: MonitoringConfiguration?.LogLevel,
    },
    parallelism: {
      configurationType: ParallelismConfiguration?.ConfigurationType,
      parallelism: ParallelismConfiguration?.Parallelism,
      parallelismPerKpu: ParallelismConfiguration?.ParallelismPerKPU,
      autoScalingEnabled: ParallelismConfiguration?.AutoScalingEnabled,
    },
  }
  return changeFlinkSpec(defaultFlinkSpec, change, limits)
}

export const updatedFlinkSpec = (
  current: FlinkSpec,
  given: FlinkApplicationConfigurationUpdate,
  limits: FlinkLimits,
): FlinkSpec => {
  const { CheckpointConfigurationUpdate, MonitoringConfigurationUpdate, ParallelismConfigurationUpdate } = given
  const change: FlinkChange = {
    checkpoint: {
      configurationType: CheckpointConfigurationUpdate?.ConfigurationTypeUpdate,
      checkpointingEnabled: CheckpointConfigurationUpdate?.CheckpointingEnabledUpdate,
      checkpointInterval: CheckpointConfigurationUpdate?.CheckpointIntervalUpdate,
      minPauseBetweenCheckpoints: CheckpointConfigurationUpdate?.MinPauseBetweenCheckpointsUpdate,
    },
    monitoring: {
      configurationType: MonitoringConfigurationUpdate?.ConfigurationTypeUpdate,
      metricsLevel: MonitoringConfigurationUpdate?.MetricsLevelUpdate,
      logLevel: MonitoringConfigurationUpdate?.LogLevelUpdate,
    },
    parallelism: {
      configurationType: ParallelismConfigurationUpdate?.ConfigurationTypeUpdate,
      parallelism: ParallelismConfigurationUpdate?.ParallelismUpdate,
      parallelismPerKpu: ParallelismConfigurationUpdate?.ParallelismPerKPUUpdate,
      autoScalingEnabled: ParallelismConfigurationUpdate?.AutoScalingEnabledUpdate,
    },
  }
  return changeFlinkSpec(current, change, limits)
}

export interface FlinkLimits {
  readonly applicationName: string
  readonly quotas: Quotas
}

const changeFlinkSpec = (
  current: FlinkSpec,
  change: FlinkChange,
  { applicationName, quotas }: FlinkLimits,
): FlinkSpec => {
  const flink: FlinkSpec = {
    checkpoint: changeBlock('checkpoint', current.checkpoint, change.checkpoint),
    monitoring: changeBlock('monitoring', current.monitoring, change.monitoring),
    parallelism: changeBlock('parallelism', current.parallelism, change.parallelism),
  }
  if (flink.parallelism.parallelismPerKpu > 8) {
    throw new InvalidArgumentException(
      `FlinkApplicationParallelismPerKPU provided for the application ${applicationName} should be a positive integer and should not be larger than the supported limit 8`,
    )
  }
  requireParallelismWithin(flink.parallelism, quotas)
  return flink
}

/**
 * CUSTOM merges what is given into what there is. DEFAULT means the defaults, and AWS refuses other values beside it; the
 * same values again are not other values.
 */
const changeBlock = <T extends { readonly configurationType: ConfigurationType }>(
  name: keyof FlinkSpec,
  current: T,
  change: Changed<T>,
): T => {
  const defaults = defaultFlinkSpec[name] as unknown as T
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as Partial<T>
  const configurationType = change.configurationType ?? current.configurationType
  if (configurationType === 'CUSTOM') return { ...current, ...given, configurationType }
  const members = Object.keys(given).filter((member) => member !== 'configurationType') as (keyof T)[]
  if (members.some((member) => given[member] !== defaults[member])) {
    throw new InvalidArgumentException(
      `You are trying to provide custom values for the ${name} configuration. Please use ConfigurationType as CUSTOM if you intend to use custom values for ${name} configuration.`,
    )
  }
  return defaults
}
