import type { AccessKey } from '@weir/aws-wire'
import type { IdentityActions } from '@weir/control-plane/identity'
import type { AuditLog, AuditRepository, Clock, Phase, Scope } from '@weir/domain'
import type { ActionHandlers, ActionName, ActionTypes, Principal } from '@weir/service-model'
import type { FastifyBaseLogger } from 'fastify'
import type { WaitSettings } from './rest/wait/wait-settings.ts'
import type { AuditEvents } from './edge/audit-calls.ts'
import type { EdgeSettings } from './edge/settings.ts'
import type { DashboardDeps } from './dashboard/dashboard-deps.ts'
import type { MetricsDeps } from './routes/metrics.ts'
import type { InsightDeps } from './insight/insight-deps.ts'

/** An access key with the one it belongs to. */
export interface PrincipalKey extends AccessKey {
  readonly principal: Principal
  /** Told when a request has proved to be signed with it. */
  readonly used?: (() => void) | undefined
}

/** What every dependency of a running api answers, by its name; `ready` when all of them do. */
export interface Readiness {
  readonly ready: boolean
  readonly checks: Readonly<Record<string, string>>
}

/** A validated call, as authorization sees it. */
export interface CallToAuthorize<N extends ActionName = ActionName> {
  readonly action: N
  readonly input: ActionTypes[N]['input']
  readonly principal: Principal
  readonly region: string
  /** For aws:SourceIp. */
  readonly sourceIp: string
  /** For aws:SecureTransport. */
  readonly secure: boolean
}

/** Where calls are recorded, and who may look them up. */
export interface AuditDeps {
  readonly log: AuditLog
  readonly records: Pick<AuditRepository, 'find'>
  readonly events: AuditEvents
  /** Throws AccessDeniedException unless the caller may cloudtrail:LookupEvents. */
  readonly authorize: (call: {
    readonly principal: Principal
    readonly region: string
    readonly sourceIp: string
    readonly secure: boolean
  }) => Promise<void>
}

/** Everything the HTTP face stands on. */
export interface ApiDeps {
  /** An action that is missing answers UnsupportedOperationException. */
  readonly actions: Partial<ActionHandlers>
  readonly lookupAccessKey: (accessKeyId: string) => Promise<PrincipalKey | undefined>
  /** Whom an API token of the REST face stands for; undefined when nobody's, revoked or expired. */
  readonly lookupApiToken: (token: string) => Promise<Principal | undefined>
  /** Throws AccessDeniedException, in AWS's words, unless the caller's policies allow the call. */
  readonly authorize: (call: CallToAuthorize) => Promise<void>
  /** The administration of accounts, users, keys, roles and policies; absent = there is none. */
  readonly identity?: IdentityActions | undefined
  /** Throws ThrottlingException when the account asks for this action more often than it may. */
  readonly throttle: (call: { accountId: string; region: string; action: string }) => void
  /** How requests of the REST face wait (`?wait=RUNNING`). */
  readonly restWait?: WaitSettings
  /** Limits against clients that are too slow, too many or not who they say; absent = the defaults, and plain HTTP. */
  readonly edge?: EdgeSettings
  /** Where calls are recorded and looked up; absent = they are not. */
  readonly audit?: AuditDeps
  readonly readiness: () => Promise<Readiness>
  /** The timed parts of one operation; undefined when the application or the operation does not exist. */
  readonly operationPhases: (
    scope: Scope,
    applicationName: string,
    operationId: string,
  ) => Promise<readonly Phase[] | undefined>
  /** What is told of applications beyond the actions; absent = nothing is. */
  readonly insight?: InsightDeps | undefined
  /** Where requests are counted, and what /metrics tells; absent = nobody counts. */
  readonly metrics?: MetricsDeps | undefined
  /** The web UIs behind CreateApplicationPresignedUrl. */
  readonly dashboard: DashboardDeps
  readonly logger: FastifyBaseLogger
  readonly clock: Clock
  /** The home region: where a caller is who names none, such as one with an API token. */
  readonly region: string
  /** Every region of this installation, the home region among them; signatures must be scoped to one of them. */
  readonly regions: readonly string[]
  /** What is shown at /docs: openapi.yaml, or the same as JSON, which is read a hundred times as fast. */
  readonly openApiFile: string
}
