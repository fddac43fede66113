import type { Application, ApplicationSpec, OperationName } from '@weir/domain'
import { requestStatus, requireCurrentVersion } from '@weir/domain'
import type { ActionContext } from '@weir/service-model'
import type { Changed } from './change-application.ts'
import { changeApplication } from './change-application.ts'
import type { ActionDeps } from './deps.ts'
import { findApplication } from './find-application.ts'

export interface SpecChange {
  /** Which application, and which version of it the caller saw. */
  readonly input: {
    readonly ApplicationName: string
    readonly CurrentApplicationVersionId?: number | undefined
    readonly ConditionalToken?: string | undefined
  }
  readonly name: OperationName
  /** The next version's spec, made from the locked row. */
  readonly change: (current: Application, nextVersionId: number) => ApplicationSpec
}

/** The way of the actions that add or delete one part of a configuration: the next version has it, or has it no longer. */
export const changeSpec = async (
  deps: ActionDeps,
  context: ActionContext,
  { input, name, change }: SpecChange,
): Promise<Changed> => {
  const changed = await deps.store.transaction(async (tx) => {
    const current = await findApplication(tx, context, input.ApplicationName, { lock: true })
    requestStatus(current, 'update')
    requireCurrentVersion(current, input)
    return changeApplication(deps, tx, { current, spec: change(current, current.versionId + 1), name })
  })
  const { application, operation } = changed
  if (operation.status === 'IN_PROGRESS') deps.publish()
  context.logger.info(
    { application: application.name, operationId: operation.id, versionId: application.versionId, change: name },
    'application configuration changed',
  )
  return changed
}
