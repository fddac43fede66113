import type {
  Application,
  DiagnosisRepository,
  EventRepository,
  Health,
  LogQuery,
  LogRecord,
  MetricRepository,
  Scope,
  SnapshotRepository,
  UsageRepository,
  OperationRepository,
  QuotasOf,
  ScalingRepository,
} from '@weir/domain'
import type { Principal } from '@weir/service-model'

/** Reads an application's log, wherever its deployments run or have run; `missing` is told of each host that does not answer. */
export type ReadLogs = (
  applicationId: string,
  asked: {
    readonly query: LogQuery
    readonly signal: AbortSignal
    readonly missing: (host: string) => void
  },
) => AsyncIterable<LogRecord>

/** What the REST face tells of an application beyond AWS's actions: what happens to it, how it is, what it says. */
export interface InsightDeps {
  readonly findApplication: (scope: Scope, name: string) => Promise<Application | undefined>
  /** Throws AccessDeniedException unless the caller's policies allow it. */
  readonly permit: (
    asker: {
      readonly principal: Principal
      readonly region: string
      readonly sourceIp: string
      readonly secure: boolean
    },
    permission: { readonly action: string; readonly resource: string },
  ) => Promise<void>
  readonly snapshots: Pick<SnapshotRepository, 'find'>
  readonly events: Pick<EventRepository, 'listAfter' | 'listNewest'>
  readonly diagnoses: Pick<DiagnosisRepository, 'list'>
  readonly readLogs: ReadLogs
  readonly readScaling: {
    readonly scaling: Pick<ScalingRepository, 'findState' | 'listDecisions'>
    readonly operations: Pick<OperationRepository, 'find'>
    readonly quotasOf: QuotasOf
  }
  readonly metrics: Pick<MetricRepository, 'newest' | 'query'>
  readonly usage: Pick<UsageRepository, 'list' | 'totals'>
  /** As of the last look of a worker. */
  readonly readHealth: (application: Application) => Promise<Health>
}
