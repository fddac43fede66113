import type { Application, ApplicationSpec, CodeBundle, SpecDraft } from '@weir/domain'
import { describeApplication, requestStatus, requireCurrentVersion, updateSpec } from '@weir/domain'
import type { ActionContext, ActionHandler, UpdateApplicationRequest } from '@weir/service-model'
import { ConcurrentModificationException, InvalidArgumentException } from '@weir/service-model'
import { changeApplication } from '../../change-application.ts'
import { requireSqlCode } from '../../check-sql-code.ts'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { importCode, resolveRole } from '../../import-code.ts'
import { operationIdOf } from '../../operation-id-of.ts'
import { requireDowngradeAllowed } from '../../require-downgrade-allowed.ts'

export const updateApplication =
  (deps: ActionDeps): ActionHandler<'UpdateApplication'> =>
  async (input, context) => {
    // Worked out twice: before the transaction to import the code, and again from the locked row.
    const draftFor = (application: Application): SpecDraft => {
      requestStatus(application, 'update')
      requireCurrentVersion(application, input)
      requireRunConfigurationAllowed(application, input)
      return updateSpec(application.spec, input, {
        accountId: context.principal.accountId,
        region: context.region,
        ...deps.settings,
      })
    }
    const seen = await findApplication(deps.store, context, input.ApplicationName)
    const draft = draftFor(seen)
    const bundle = await importUpdate(deps, { input, draft, context })
    const withBundle = ({ spec }: SpecDraft): ApplicationSpec =>
      bundle && spec.code ? { ...spec, code: { ...spec.code, bundle } } : spec
    if (namesSql(input)) {
      await requireSqlCode(deps, { applicationName: seen.name, spec: withBundle(draft), context })
    }

    const { application, version, operation } = await deps.store.transaction(async (tx) => {
      const current = await findApplication(tx, context, input.ApplicationName, { lock: true })
      requireSame(seen, current)
      const spec = withBundle(draftFor(current))
      await requireDowngradeAllowed(tx, current, spec.runtimeEnvironment)
      return changeApplication(deps, tx, {
        current,
        spec,
        name: 'UpdateApplication',
        run: input.RunConfigurationUpdate,
        currentParallelism: namesParallelism(input) ? spec.flink?.parallelism.parallelism : undefined,
      })
    })
    if (operation.status === 'IN_PROGRESS') deps.publish()
    context.logger.info(
      { application: application.name, operationId: operation.id, versionId: application.versionId },
      'application updated',
    )
    return {
      ApplicationDetail: describeApplication(application, version),
      OperationId: operationIdOf(application, operation),
    }
  }

/** The role is asked for only where it matters: when it changes, and when it has to read new code. */
const importUpdate = async (
  deps: ActionDeps,
  {
    input,
    draft: { spec, source },
    context,
  }: { input: UpdateApplicationRequest; draft: SpecDraft; context: ActionContext },
): Promise<CodeBundle | undefined> => {
  if (source === undefined && input.ServiceExecutionRoleUpdate === undefined) return undefined
  const access = await resolveRole(deps, spec.serviceExecutionRole, context)
  return source && importCode(deps, { source, runtime: spec.runtimeEnvironment, access, context })
}

/** Starting parameters belong to a run: an application that does not run gets them by StartApplication. */
const requireRunConfigurationAllowed = (
  { status }: Application,
  { RunConfigurationUpdate }: UpdateApplicationRequest,
): void => {
  if (RunConfigurationUpdate === undefined || status === 'RUNNING') return
  throw new InvalidArgumentException(
    `RunConfigurationUpdate is only supported in RUNNING state; the application is in ${status} state. Provide the RunConfiguration to StartApplication.`,
  )
}

/** Another application may have got the name, and the same version number, while the code was read. */
const requireSame = (seen: Application, current: Application): void => {
  if (current.id === seen.id) return
  throw new ConcurrentModificationException(`Application ${current.name} was deleted and created again meanwhile.`)
}

/** Only what is changed is looked at: what was accepted before stays so. */
const namesSql = ({ ApplicationConfigurationUpdate: update }: UpdateApplicationRequest): boolean =>
  (update?.ApplicationCodeConfigurationUpdate ?? update?.SqlApplicationConfigurationUpdate) !== undefined

const namesParallelism = ({ ApplicationConfigurationUpdate: update }: UpdateApplicationRequest): boolean =>
  update?.FlinkApplicationConfigurationUpdate?.ParallelismConfigurationUpdate !== undefined
