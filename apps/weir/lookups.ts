import type { Phase, Scope, Store } from '@weir/domain'
import type { PrincipalKey } from '@weir/app-api'

/** The key and whom it stands for, as the pipeline asks for it. */
export const principalKey =
  (store: Store) =>
  async (accessKeyId: string): Promise<PrincipalKey | undefined> => {
    const key = await store.accessKeys.find(accessKeyId)
    if (key === undefined) return undefined
    const { accountId, userName, secretAccessKey } = key
    return { secretAccessKey, principal: { accountId, userName, arn: `arn:aws:iam::${accountId}:user/${userName}` } }
  }

export const operationPhases =
  (store: Store) =>
  async (scope: Scope, name: string, operationId: string): Promise<readonly Phase[] | undefined> => {
    const application = await store.applications.findByName(scope, name)
    if (application === undefined) return undefined
    return (await store.operations.find(application.id, operationId))?.phases
  }
