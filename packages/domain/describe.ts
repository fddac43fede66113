import type {
  ApplicationCodeConfigurationDescription,
  ApplicationConfigurationDescription,
  ApplicationDetail,
  ApplicationSummary,
  FlinkApplicationConfigurationDescription,
} from '@weir/service-model'
import { maintenanceWindowEnd } from './maintenance-window.ts'
import type { Application, ApplicationVersion } from './model/application.ts'
import type { CodeSpec, FlinkSpec } from './model/spec.ts'
import { wholeSeconds } from './whole-seconds.ts'

/**
 * An application as the API shows it. `version` is the row of its current version; `jobPlan` is Flink's plan when the
 * caller asked for details and a job runs. Members that have no value are undefined: they are left out on the wire.
 */
export const describeApplication = (
  application: Application,
  version: ApplicationVersion,
  { jobPlan }: { jobPlan?: string | undefined } = {},
): ApplicationDetail => ({
  ApplicationARN: application.arn,
  ApplicationDescription: application.spec.description,
  ApplicationName: application.name,
  RuntimeEnvironment: application.runtimeEnvironment,
  ServiceExecutionRole: application.spec.serviceExecutionRole,
  ApplicationStatus: application.status,
  ApplicationVersionId: application.versionId,
  CreateTimestamp: wholeSeconds(application.createdAt),
  LastUpdateTimestamp: wholeSeconds(application.updatedAt),
  ApplicationConfigurationDescription: describeConfiguration(application, jobPlan),
  CloudWatchLoggingOptionDescriptions: unlessEmpty(
    application.spec.loggingOptions.map(({ id, logStreamArn }) => ({
      CloudWatchLoggingOptionId: id,
      LogStreamARN: logStreamArn,
    })),
  ),
  ApplicationMaintenanceConfigurationDescription: {
    ApplicationMaintenanceWindowStartTime: application.maintenanceWindowStart,
    ApplicationMaintenanceWindowEndTime: maintenanceWindowEnd(application.maintenanceWindowStart),
  },
  ApplicationVersionUpdatedFrom: version.updatedFrom,
  ApplicationVersionRolledBackFrom: version.rolledBackFrom,
  ApplicationVersionRolledBackTo: version.rolledBackTo,
  ApplicationVersionCreateTimestamp: wholeSeconds(version.createdAt),
  ConditionalToken: application.conditionalToken,
  ApplicationMode: application.mode,
})

export const summarizeApplication = (application: Application): ApplicationSummary => ({
  ApplicationName: application.name,
  ApplicationARN: application.arn,
  ApplicationStatus: application.status,
  ApplicationVersionId: application.versionId,
  RuntimeEnvironment: application.runtimeEnvironment,
  ApplicationMode: application.mode,
})

const describeConfiguration = (
  { spec, currentParallelism, runConfiguration }: Application,
  jobPlan: string | undefined,
): ApplicationConfigurationDescription => ({
  ApplicationCodeConfigurationDescription: spec.code && describeCode(spec.code),
  FlinkApplicationConfigurationDescription: spec.flink && {
    ...describeFlink(spec.flink, currentParallelism),
    JobPlanDescription: jobPlan,
  },
  EnvironmentPropertyDescriptions: spec.propertyGroups && {
    PropertyGroupDescriptions: spec.propertyGroups.map(({ id, map }) => ({
      PropertyGroupId: id,
      PropertyMap: { ...map },
    })),
  },
  RunConfigurationDescription: runConfiguration,
  ApplicationSnapshotConfigurationDescription:
    spec.snapshotsEnabled === undefined ? undefined : { SnapshotsEnabled: spec.snapshotsEnabled },
  ApplicationSystemRollbackConfigurationDescription:
    spec.systemRollbackEnabled === undefined ? undefined : { RollbackEnabled: spec.systemRollbackEnabled },
  ApplicationEncryptionConfigurationDescription: spec.encryption && {
    KeyType: spec.encryption.keyType,
    KeyId: spec.encryption.keyId,
  },
  VpcConfigurationDescriptions: unlessEmpty(
    spec.vpcConfigurations.map(({ id, vpcId, subnetIds, securityGroupIds }) => ({
      VpcConfigurationId: id,
      VpcId: vpcId,
      SubnetIds: [...subnetIds],
      SecurityGroupIds: [...securityGroupIds],
    })),
  ),
})

/** Inline bundles are never echoed, only their digest and size; text is. */
const describeCode = ({ contentType, text, s3, bundle }: CodeSpec): ApplicationCodeConfigurationDescription => ({
  CodeContentType: contentType,
  CodeContentDescription: {
    TextContent: text,
    CodeMD5: bundle?.md5,
    CodeSize: bundle?.size,
    S3ApplicationCodeLocationDescription: s3 && {
      BucketARN: s3.bucketArn,
      FileKey: s3.fileKey,
      ObjectVersion: s3.objectVersion,
    },
  },
})

const describeFlink = (
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

const unlessEmpty = <T>(entries: T[]): T[] | undefined => (entries.length > 0 ? entries : undefined)
