import { readRun, requestStatus, requireRunnable } from '@weir/domain'
import type { ActionHandler } from '@weir/service-model'
import { InvalidApplicationConfigurationException } from '@weir/service-model'
import type { ActionDeps } from '../../deps.ts'
import { findApplication } from '../../find-application.ts'
import { newOperation } from '../../new-records.ts'
import { operationIdOf } from '../../operation-id-of.ts'
import { requireRestorable } from '../../require-restorable.ts'

/** Says that the application is to run; the reconciler makes it so and closes the operation. */
export const startApplication =
  (deps: ActionDeps): ActionHandler<'StartApplication'> =>
  async ({ ApplicationName, RunConfiguration }, context) => {
    const operationId = await deps.store.transaction(async (tx) => {
      const application = await findApplication(tx, context, ApplicationName, { lock: true })
      const status = requestStatus(application, 'start')
      const { runtimeEnvironment: runtime } = application
      const { restore: asked, allowNonRestoredState, description } = readRun(application, RunConfiguration)
      requireRunnable(runtime)
      if (application.spec.code?.bundle === undefined) {
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
