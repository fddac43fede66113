import type { PrincipalKey } from '@weir/app-api'
import { principalOf, userNameOf } from '@weir/control-plane/identity'
import type { Clock, Logger, Phase, Scope, Store } from '@weir/domain'
import type { Principal } from '@weir/service-model'

/** Last use is noted to the hour: a row is not written with every request. */
const noteUseEveryMs = 3_600_000

/** The key and whom it stands for, as the pipeline asks for it. An inactive one is as good as none. */
export const principalKey =
  ({ store, clock, logger }: { store: Store; clock: Clock; logger: Logger }) =>
  async (accessKeyId: string): Promise<PrincipalKey | undefined> => {
    const key = await store.identity.accessKeys.find(accessKeyId)
    if (key?.active !== true) return undefined
    let noted = false
    const used = (): void => {
      const now = clock.now()
      if (noted || key.session !== undefined || now.getTime() - (key.lastUsedAt?.getTime() ?? 0) < noteUseEveryMs)
        return
      noted = true
      store.identity.accessKeys.setLastUsed(accessKeyId, now).catch((error: unknown) => {
        logger.warn({ err: error, accessKeyId }, 'the use of an access key could not be noted')
      })
    }
    return {
      secretAccessKey: key.secretAccessKey,
      sessionToken: key.session?.token,
      expiresAt: key.session?.expiresAt,
      principal: principalOf(key),
      used,
    }
  }

/** Whom an API token stands for, as a session that began with it: it makes none that would outlive it. */
export const tokenPrincipal =
  ({ store, clock }: { store: Store; clock: Clock }) =>
  async (token: string): Promise<Principal | undefined> => {
    const found = await store.identity.apiTokens.findByToken(token)
    if (found === undefined || (found.expiresAt !== undefined && found.expiresAt <= clock.now())) return undefined
    const { accountId, principalArn: arn, createdAt: sessionStartedAt } = found
    return { accountId, arn, userName: userNameOf(arn), sessionStartedAt }
  }

/** Phases of an operation; undefined when there is no such application or operation. */
export const operationPhases =
  (store: Store) =>
  async (scope: Scope, name: string, operationId: string): Promise<readonly Phase[] | undefined> => {
    const application = await store.applications.findByName(scope, name)
    if (application === undefined) return undefined
    return (await store.operations.find(application.id, operationId))?.phases
  }
