import type { ApplicationConfiguration, ApplicationMode, CreateApplicationRequest } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import type { CodeSource } from './code-configuration.ts'
import { createdCode } from './code-configuration.ts'
import { createdFlinkSpec } from './flink-configuration.ts'
import type { ApplicationSpec } from './model/spec.ts'
import type { Quotas } from './quota.ts'
import type { DeprecatedRuntimes } from './runtime-catalogue.ts'
import { requireCreatable, runtimeCatalogue } from './runtime-catalogue.ts'
import {
  partId,
  readEncryption,
  readPropertyGroups,
  readVpc,
  requireLogStreamArn,
  requireOwnRole,
  requireSnapshotMode,
} from './spec-parts.ts'

/** What a spec is checked against besides the request. */
export interface SpecRules {
  readonly accountId: string
  readonly quotas: Quotas
  readonly deprecatedRuntimes: DeprecatedRuntimes
}

/** A spec that is complete but for the bundle of its code, which `source` says how to get. */
export interface SpecDraft {
  readonly spec: ApplicationSpec
  readonly source?: CodeSource | undefined
}

export interface CreatedDraft extends SpecDraft {
  readonly mode: ApplicationMode
}

/** Version 1 of an application: what is asked for, with AWS's defaults for the rest. Throws what AWS refuses. */
export const createSpec = (request: CreateApplicationRequest, rules: SpecRules): CreatedDraft => {
  const { ApplicationName, RuntimeEnvironment, ServiceExecutionRole, ApplicationConfiguration = {} } = request
  requireCreatable(RuntimeEnvironment, rules.deprecatedRuntimes)
  const mode = readMode(request)
  requireFlinkConfiguration(ApplicationConfiguration, request)
  requireOwnRole(ServiceExecutionRole, rules.accountId)
  const code = ApplicationConfiguration.ApplicationCodeConfiguration
  const draft = code === undefined ? undefined : createdCode(code)
  const encryption = ApplicationConfiguration.ApplicationEncryptionConfiguration
  requireSnapshotMode(ApplicationConfiguration.ApplicationSnapshotConfiguration?.SnapshotMode)
  const spec: ApplicationSpec = {
    runtimeEnvironment: RuntimeEnvironment,
    serviceExecutionRole: ServiceExecutionRole,
    description: request.ApplicationDescription || undefined,
    code: draft?.code,
    flink: createdFlinkSpec(ApplicationConfiguration.FlinkApplicationConfiguration, {
      applicationName: ApplicationName,
      quotas: rules.quotas,
    }),
    propertyGroups: readPropertyGroups(ApplicationConfiguration.EnvironmentProperties?.PropertyGroups ?? []),
    snapshotsEnabled: ApplicationConfiguration.ApplicationSnapshotConfiguration?.SnapshotsEnabled ?? true,
    systemRollbackEnabled: ApplicationConfiguration.ApplicationSystemRollbackConfiguration?.RollbackEnabled ?? false,
    encryption: readEncryption(encryption?.KeyType ?? 'AWS_OWNED_KEY', encryption?.KeyId),
    vpcConfigurations: readVpcConfigurations(ApplicationConfiguration),
    loggingOptions: readLoggingOptions(request),
  }
  return { spec, mode, source: draft?.source }
}

const readMode = ({ RuntimeEnvironment, ApplicationMode }: CreateApplicationRequest): ApplicationMode => {
  const mode = ApplicationMode ?? 'STREAMING'
  if (mode === runtimeCatalogue[RuntimeEnvironment].mode) return mode
  throw new InvalidArgumentException(
    `Invalid configuration provided. ApplicationMode '${mode}' is not applicable to runtime environment : ${RuntimeEnvironment}`,
  )
}

/** Parts of the other two kinds of application are refused, with AWS's text for each. */
export const requireFlinkConfiguration = (
  given: Pick<ApplicationConfiguration, 'SqlApplicationConfiguration' | 'ZeppelinApplicationConfiguration'>,
  { RuntimeEnvironment }: Pick<CreateApplicationRequest, 'RuntimeEnvironment'>,
): void => {
  if (given.SqlApplicationConfiguration !== undefined) {
    throw new InvalidArgumentException(
      'SQLApplicationConfiguration is not valid with a FLINK runtime environment type. If you want to create a SQL application, please set the RunTimeEnvironmentType to SQL-1_0',
    )
  }
  if (given.ZeppelinApplicationConfiguration !== undefined) {
    throw new InvalidArgumentException(
      `Invalid configuration provided. ZeppelinApplicationConfiguration is not applicable to runtime environment : ${RuntimeEnvironment}`,
    )
  }
}

const readVpcConfigurations = ({
  VpcConfigurations = [],
}: ApplicationConfiguration): ApplicationSpec['vpcConfigurations'] => {
  if (VpcConfigurations.length > 1) {
    throw new InvalidArgumentException('Kinesis Analytics currently supports only 1 VPC configuration(s)')
  }
  return VpcConfigurations.map(({ SubnetIds, SecurityGroupIds }, index) =>
    readVpc(partId(1, index), SubnetIds, SecurityGroupIds),
  )
}

const readLoggingOptions = ({
  CloudWatchLoggingOptions = [],
}: CreateApplicationRequest): ApplicationSpec['loggingOptions'] => {
  if (CloudWatchLoggingOptions.length > 1) {
    throw new InvalidArgumentException('Kinesis Analytics currently supports only 1 logging option.')
  }
  return CloudWatchLoggingOptions.map(({ LogStreamARN }, index) => {
    requireLogStreamArn(LogStreamARN)
    return { id: partId(1, index), logStreamArn: LogStreamARN }
  })
}
