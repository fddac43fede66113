import { readRun, requestStatus, requireRunnable } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { InvalidApplicationConfigurationException } from '@weir/service-model'
import { requireStartableSql } from '../../check-sql-code.ts'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { newOperation } from '../../new-records.ts'
import { operationIdOf } from '../../operation-id-of.ts'
import { isSql } from '../../require-kind.ts'
import { requireRestorable } from '../../require-restorable.ts'

/** Says that the application is to run; the reconciler makes it so and closes the operation. */
export const startApplication =
  (deps: ActionDeps): ActionHandler<'StartApplication'> =>
  async ({ ApplicationName, RunConfiguration }, context) => {
    const seen = await findApplication(deps.store, context, ApplicationName)
    if (isSql(seen)) {
      requestStatus(seen, 'start')
      readRun(seen, RunConfiguration)
      await requireStartableSql(deps, { applicationName: seen.name, spec: seen.spec, context })
    }
    const operationId = await deps.store.transaction(async (tx) => {
      const application = await findApplication(tx, context, ApplicationName, { lock: true })
      const status = requestStatus(application, 'start')
      const { runtimeEnvironment: runtime } = application
      const { restore: asked, allowNonRestoredState, description } = readRun(application, RunConfiguration)
      requireRunnable(runtime)
      if ((application.spec.code?.bundle ?? application.spec.code?.text) === undefined) {
        throw new InvalidApplicationConfigurationException(
          `Application ${ApplicationName} has no application code. Provide it by UpdateApplication before starting.`,
        )
      }
      const restore = await requireRestorable(tx, application, { restore: asked, runtime })

      const operation = newOperation(deps, application, {
        name: 'StartApplication',
        intent: { restore, allowNonRestoredState },
      })
      await tx.applications.save({ ...application, status, runConfiguration: description })
      await tx.operations.insert(operation)
      await tx.outbox.add(application.id)
      return operationIdOf(application, operation)
    })
    deps.publish()
    context.logger.info({ application: ApplicationName, operationId }, 'application is to start')
    return { OperationId: operationId }
  }
