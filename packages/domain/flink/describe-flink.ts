import type { FlinkApplicationConfigurationDescription } from '@weir/service-model'
import type { FlinkSpec } from '../model/spec.ts'

export const describeFlink = (
  { checkpoint, monitoring, parallelism }: FlinkSpec,
  currentParallelism: number,
): FlinkApplicationConfigurationDescription => ({
  CheckpointConfigurationDescription: {
    ConfigurationType: checkpoint.configurationType,
    CheckpointingEnabled: checkpoint.checkpointingEnabled,
    CheckpointInterval: checkpoint.checkpointInterval,
    MinPauseBetweenCheckpoints: checkpoint.minPauseBetweenCheckpoints,
  },
  MonitoringConfigurationDescription: {
    ConfigurationType: monitoring.configurationType,
    MetricsLevel: monitoring.metricsLevel,
    LogLevel: monitoring.logLevel,
  },
  ParallelismConfigurationDescription: {
    ConfigurationType: parallelism.configurationType,
    Parallelism: parallelism.parallelism,
    ParallelismPerKPU: parallelism.parallelismPerKpu,
    CurrentParallelism: currentParallelism,
    AutoScalingEnabled: parallelism.autoScalingEnabled,
  },
})
