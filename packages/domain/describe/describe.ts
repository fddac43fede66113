import type {
  ApplicationCodeConfigurationDescription,
  ApplicationConfigurationDescription,
  ApplicationDetail,
  ApplicationSummary,
} from '@weir/service-model'
import { kindOf } from '../kinds/kind-of.ts'
import { describeLoggingOption } from '../spec/logging-option.ts'
import { describeMaintenanceWindow } from '../maintenance/maintenance-window.ts'
import type { Application, ApplicationVersion } from '../model/application.ts'
import type { CodeSpec } from '../model/spec.ts'
import { runtimeCatalogue } from '../runtime-catalogue.ts'
import { unlessEmpty } from './unless-empty.ts'
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
  CloudWatchLoggingOptionDescriptions: unlessEmpty(application.spec.loggingOptions.map(describeLoggingOption)),
  ApplicationMaintenanceConfigurationDescription: describeMaintenance(application),
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

/** A SQL application that was given nothing has no description of its configuration at all (Terraform's tests). */
const describeConfiguration = (
  application: Application,
  jobPlan: string | undefined,
): ApplicationConfigurationDescription | undefined => {
  const { code } = application.spec
  const description: ApplicationConfigurationDescription = {
    ApplicationCodeConfigurationDescription: code && describeCode(code),
    ...kindOf(application.runtimeEnvironment).described(application, { jobPlan }),
  }
  return Object.values(description).some((part) => part !== undefined) ? description : undefined
}

/** SQL applications have no maintenance window. */
const describeMaintenance = ({
  runtimeEnvironment,
  maintenanceWindowStart: start,
}: Application): ApplicationDetail['ApplicationMaintenanceConfigurationDescription'] =>
  runtimeCatalogue[runtimeEnvironment].family === 'SQL' ? undefined : describeMaintenanceWindow(start)

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
