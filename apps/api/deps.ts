import type { AccessKey } from '@weir/aws-wire'
import type { Clock, Phase, Scope } from '@weir/domain'
import type { ActionHandlers, Principal } from '@weir/service-model'
import type { FastifyBaseLogger } from 'fastify'

/** An access key with the one it belongs to. */
export interface PrincipalKey extends AccessKey {
  readonly principal: Principal
}

/** What every dependency of a running api answers, by its name; `ready` when all of them do. */
export interface Readiness {
  readonly ready: boolean
  readonly checks: Readonly<Record<string, string>>
}

/** Everything the HTTP face stands on. */
export interface ApiDeps {
  /** An action that is missing answers UnsupportedOperationException. */
  readonly actions: Partial<ActionHandlers>
  readonly lookupAccessKey: (accessKeyId: string) => Promise<PrincipalKey | undefined>
  readonly readiness: () => Promise<Readiness>
  /** The timed parts of one operation; undefined when the application or the operation does not exist. */
  readonly operationPhases: (
    scope: Scope,
    applicationName: string,
    operationId: string,
  ) => Promise<readonly Phase[] | undefined>
  readonly logger: FastifyBaseLogger
  readonly clock: Clock
  /** The one region this installation serves; signatures must be scoped to it. */
  readonly region: string
  /** Path of openapi.yaml, shown at /docs. */
  readonly openApiFile: string
}
