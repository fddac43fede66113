import type {
  Application,
  Clock,
  CodeStore,
  CreationPolicy,
  DashboardUrls,
  Ids,
  ObjectSampler,
  Quotas,
  RoleResolver,
  SqlBindings,
  SqlCompiler,
  Store,
  StreamSampler,
} from '@weir/domain'

/** What the actions work with. Everything outside is behind a port. */
export interface ActionDeps {
  readonly store: Store
  readonly code: CodeStore
  readonly roles: RoleResolver
  readonly clock: Clock
  readonly ids: Ids
  readonly settings: ActionSettings
  /** Asks for the outbox to be published; called after a commit, returns at once. */
  readonly publish: () => void
  readonly dashboards: DashboardUrls
  readonly objects: ObjectSampler
  /** Absent = no stream is looked at. */
  readonly streams?: StreamSampler | undefined
  /** What ARNs of streams and functions stand for; absent = AWS's own services. */
  readonly bindings?: SqlBindings | undefined
  /** Absent = the code of SQL applications is not looked at before it runs. */
  readonly sqlCompiler?: SqlCompiler | undefined
  /** Flink's plan of the running job; undefined when it cannot be had. Absent where no engine can be reached. */
  readonly jobPlan?: ((application: Application) => Promise<string | undefined>) | undefined
}

export interface ActionSettings extends CreationPolicy {
  readonly quotas: Quotas
}
