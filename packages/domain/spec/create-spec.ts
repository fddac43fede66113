import type { ApplicationMode, CreateApplicationRequest } from '@weir/service-model'
import { InvalidArgumentException } from '@weir/service-model'
import type { CodeSource } from './code-configuration.ts'
import { createdCode } from './code-configuration.ts'
import { refuseForeignParts } from '../kinds/foreign-parts.ts'
import { kindOf } from '../kinds/kind-of.ts'
import type { ApplicationSpec } from '../model/spec.ts'
import { requireCreatable, runtimeCatalogue } from '../runtime-catalogue.ts'
import { partId, requireLogStreamArn, requireOneLoggingOption, requireOwnRole } from './spec-parts.ts'
import type { SpecRules } from './spec-rules.ts'

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
  const { RuntimeEnvironment, ServiceExecutionRole, ApplicationConfiguration = {} } = request
  requireCreatable(RuntimeEnvironment, rules)
  const mode = readMode(request)
  refuseForeignParts(ApplicationConfiguration, RuntimeEnvironment)
  requireOwnRole(ServiceExecutionRole, rules.accountId)
  const code = ApplicationConfiguration.ApplicationCodeConfiguration
  const draft = code && createdCode(code, RuntimeEnvironment)
  const context = { applicationName: request.ApplicationName, runtimeEnvironment: RuntimeEnvironment, rules }
  const spec: ApplicationSpec = {
    runtimeEnvironment: RuntimeEnvironment,
    serviceExecutionRole: ServiceExecutionRole,
    description: request.ApplicationDescription || undefined,
    code: draft?.code,
    ...kindOf(RuntimeEnvironment).created(ApplicationConfiguration, context),
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

const readLoggingOptions = ({
  CloudWatchLoggingOptions = [],
}: CreateApplicationRequest): ApplicationSpec['loggingOptions'] => {
  requireOneLoggingOption(CloudWatchLoggingOptions.length)
  return CloudWatchLoggingOptions.map(({ LogStreamARN }, index) => {
    requireLogStreamArn(LogStreamARN)
    return { id: partId(1, index), logStreamArn: LogStreamARN }
  })
}
