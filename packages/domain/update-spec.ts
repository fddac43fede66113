import type {
  ApplicationConfigurationUpdate,
  CloudWatchLoggingOptionUpdate,
  RuntimeEnvironment,
  UpdateApplicationRequest,
  VpcConfigurationUpdate,
} from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import { updatedCode } from './code-configuration.ts'
import type { SpecDraft, SpecRules } from './create-spec.ts'
import { requireFlinkConfiguration } from './create-spec.ts'
import { defaultFlinkSpec, updatedFlinkSpec } from './flink-configuration.ts'
import type { ApplicationSpec, LoggingOptionSpec, VpcSpec } from './model/spec.ts'
import { requireCreatable, runtimeCatalogue } from './runtime-catalogue.ts'
import {
  readEncryption,
  readPropertyGroups,
  readVpc,
  requireLogStreamArn,
  requireOwnRole,
  requireSnapshotMode,
} from './spec-parts.ts'

/**
 * The next version: every member that an update names replaces the present one, member by member; everything else stays.
 * Property groups are replaced as a set. A pure function of both, so that it can be worked out before and inside the transaction.
 */
export const updateSpec = (
  current: ApplicationSpec,
  request: UpdateApplicationRequest,
  rules: SpecRules,
): SpecDraft => {
  const update = request.ApplicationConfigurationUpdate ?? {}
  const runtimeEnvironment = request.RuntimeEnvironmentUpdate ?? current.runtimeEnvironment
  requireUpgrade(current.runtimeEnvironment, runtimeEnvironment, rules)
  refuseOtherKinds(update, runtimeEnvironment)
  const role = request.ServiceExecutionRoleUpdate
  if (role !== undefined) requireOwnRole(role, rules.accountId)
  const snapshots = update.ApplicationSnapshotConfigurationUpdate
  requireSnapshotMode(snapshots?.SnapshotModeUpdate)
  const code = update.ApplicationCodeConfigurationUpdate
  const draft = code === undefined ? undefined : updatedCode(current.code, code)
  const flink = update.FlinkApplicationConfigurationUpdate
  const limits = { applicationName: request.ApplicationName, quotas: rules.quotas }
  const encryption = update.ApplicationEncryptionConfigurationUpdate
  const groups = update.EnvironmentPropertyUpdates?.PropertyGroups
  const spec: ApplicationSpec = {
    ...current,
    runtimeEnvironment,
    serviceExecutionRole: role ?? current.serviceExecutionRole,
    code: code === undefined ? current.code : draft?.code,
    flink: flink === undefined ? current.flink : updatedFlinkSpec(current.flink ?? defaultFlinkSpec, flink, limits),
    propertyGroups: groups === undefined ? current.propertyGroups : readPropertyGroups(groups),
    snapshotsEnabled: snapshots?.SnapshotsEnabledUpdate ?? current.snapshotsEnabled,
    systemRollbackEnabled:
      update.ApplicationSystemRollbackConfigurationUpdate?.RollbackEnabledUpdate ?? current.systemRollbackEnabled,
    encryption:
      encryption === undefined ? current.encryption : readEncryption(encryption.KeyTypeUpdate, encryption.KeyIdUpdate),
    vpcConfigurations: updatedVpcs(current.vpcConfigurations, update.VpcConfigurationUpdates ?? []),
    loggingOptions: updatedLogging(current.loggingOptions, request.CloudWatchLoggingOptionUpdates ?? []),
  }
  return { spec, source: draft?.source }
}

const requireUpgrade = (from: RuntimeEnvironment, to: RuntimeEnvironment, rules: SpecRules): void => {
  if (from === to) return
  if (runtimeCatalogue[to].family !== 'FLINK') {
    throw new InvalidArgumentException(`Runtime environment ${from} cannot be changed to ${to}.`)
  }
  requireCreatable(to, rules.deprecatedRuntimes)
}

const refuseOtherKinds = (update: ApplicationConfigurationUpdate, RuntimeEnvironment: RuntimeEnvironment): void => {
  // An empty part asks for nothing; tools that build requests from templates send one.
  const sql = Object.values(update.SqlApplicationConfigurationUpdate ?? {}).some((member) => member !== undefined)
  requireFlinkConfiguration(
    {
      SqlApplicationConfiguration: sql ? {} : undefined,
      ZeppelinApplicationConfiguration: update.ZeppelinApplicationConfigurationUpdate && {},
    },
    { RuntimeEnvironment },
  )
}

const updatedVpcs = (current: readonly VpcSpec[], updates: readonly VpcConfigurationUpdate[]): readonly VpcSpec[] =>
  updates.reduce<readonly VpcSpec[]>((configurations, update) => {
    const id = update.VpcConfigurationId
    requireKnown('VPC configuration', configurations, id)
    return configurations.map((each) =>
      each.id === id
        ? readVpc(id, update.SubnetIdUpdates ?? each.subnetIds, update.SecurityGroupIdUpdates ?? each.securityGroupIds)
        : each,
    )
  }, current)

const updatedLogging = (
  current: readonly LoggingOptionSpec[],
  updates: readonly CloudWatchLoggingOptionUpdate[],
): readonly LoggingOptionSpec[] =>
  updates.reduce<readonly LoggingOptionSpec[]>(
    (options, { CloudWatchLoggingOptionId: id, LogStreamARNUpdate: arn }) => {
      requireKnown('CloudWatch logging option', options, id)
      if (arn === undefined) return options
      requireLogStreamArn(arn)
      return options.map((each) => (each.id === id ? { id, logStreamArn: arn } : each))
    },
    current,
  )

const requireKnown = (what: string, known: readonly { readonly id: string }[], id: string): void => {
  if (known.some((each) => each.id === id)) return
  throw new InvalidArgumentException(`${what} ${id} does not exist. An update can change it, not add it.`)
}
