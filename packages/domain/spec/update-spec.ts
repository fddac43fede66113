import type { CloudWatchLoggingOptionUpdate, RuntimeEnvironment, UpdateApplicationRequest } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import { updatedCode } from './code-configuration.ts'
import type { SpecDraft } from './create-spec.ts'
import { refuseForeignUpdates } from '../kinds/foreign-parts.ts'
import { kindOf } from '../kinds/kind-of.ts'
import type { ApplicationSpec, LoggingOptionSpec } from '../model/spec.ts'
import { requireCreatable, runtimeCatalogue } from '../runtime-catalogue.ts'
import { requireLogStreamArn, requireOwnRole } from './spec-parts.ts'
import type { SpecRules } from './spec-rules.ts'
import { updateParts } from './update-parts.ts'

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
  refuseForeignUpdates(update, runtimeEnvironment)
  const role = request.ServiceExecutionRoleUpdate
  if (role !== undefined) requireOwnRole(role, rules.accountId)
  const code = update.ApplicationCodeConfigurationUpdate
  const draft = code && updatedCode(current.code, code, runtimeEnvironment)
  const context = { applicationName: request.ApplicationName, runtimeEnvironment, rules }
  const spec: ApplicationSpec = {
    ...current,
    runtimeEnvironment,
    serviceExecutionRole: role ?? current.serviceExecutionRole,
    code: code === undefined ? current.code : draft?.code,
    ...kindOf(runtimeEnvironment).updated(current, update, context),
    loggingOptions: updatedLogging(current.loggingOptions, request.CloudWatchLoggingOptionUpdates ?? []),
  }
  return { spec, source: draft?.source }
}

/** In place, an application changes only from one Flink to another. */
const requireUpgrade = (from: RuntimeEnvironment, to: RuntimeEnvironment, rules: SpecRules): void => {
  if (from === to) return
  if (runtimeCatalogue[from].family !== 'FLINK' || runtimeCatalogue[to].family !== 'FLINK') {
    throw new InvalidArgumentException(`Runtime environment ${from} cannot be changed to ${to}.`)
  }
  requireCreatable(to, rules)
}

const updatedLogging = (
  current: readonly LoggingOptionSpec[],
  updates: readonly CloudWatchLoggingOptionUpdate[],
): readonly LoggingOptionSpec[] =>
  updateParts('CloudWatch logging option', current, {
    updates,
    idOf: ({ CloudWatchLoggingOptionId }) => CloudWatchLoggingOptionId,
    change: (option, { LogStreamARNUpdate: arn }) => {
      if (arn === undefined) return option
      requireLogStreamArn(arn)
      return { ...option, logStreamArn: arn }
    },
  })
