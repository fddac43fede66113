import type {
  AccessKey,
  Account,
  ApiToken,
  Application,
  ApplicationEvent,
  ApplicationVersion,
  Deployment,
  Diagnosis,
  EnhancedSnapshot,
  EnhancedSnapshotOperation,
  Health,
  Operation,
  IdentityPrincipal,
  MetricPoint,
  UsagePeriod,
  InlinePolicy,
  Policy,
  Role,
  ScalingDecision,
  ScalingState,
  Snapshot,
} from '@weir/domain'

export interface LeaseRow {
  readonly owner: string | undefined
  readonly epoch: number
  readonly expiresAt: number
}

export interface ClaimRow {
  readonly owner?: string | undefined
  readonly epoch: number
  readonly until: number
}

/** What a database would hold. Rows are never changed in place, so that a copy of the maps is a copy of the state. */
export interface Tables {
  readonly applications: Map<string, Application>
  readonly versions: Map<string, ApplicationVersion>
  readonly operations: Map<string, Operation>
  readonly snapshots: Map<string, Snapshot>
  readonly deployments: Map<string, Deployment>
  /** By sequence number. */
  readonly events: Map<number, ApplicationEvent>
  /** By application. */
  readonly health: Map<string, Health>
  readonly diagnoses: Map<string, Diagnosis>
  readonly scalingStates: Map<string, ScalingState>
  readonly scalingDecisions: Map<string, ScalingDecision>
  readonly enhancedSnapshots: Map<string, EnhancedSnapshot>
  readonly snapshotOperations: Map<string, EnhancedSnapshotOperation>
  /** By the key of the operation. */
  readonly snapshotClaims: Map<string, ClaimRow>
  /** Application id -> number that grows with each wake-up. */
  readonly outbox: Map<string, number>
  readonly leases: Map<string, LeaseRow>
  readonly accounts: Map<string, Account>
  readonly principals: Map<string, IdentityPrincipal>
  readonly accessKeys: Map<string, AccessKey>
  readonly roles: Map<string, Role>
  readonly policies: Map<string, Policy>
  /** By principal and policy. */
  readonly attachments: Map<string, { readonly principalArn: string; readonly policyArn: string }>
  /** By principal and name. */
  readonly inlinePolicies: Map<string, InlinePolicy & { readonly principalArn: string }>
  readonly apiTokens: Map<string, { readonly record: ApiToken; readonly token: string }>
  /** Host -> when it was last heard of, and where it can be reached. */
  readonly workers: Map<string, { readonly heard: number; readonly url?: string | undefined }>
  readonly installationKeys: Map<string, string>
  /** By application and time. */
  readonly metricPoints: Map<string, MetricPoint>
  /** By deployment and ordinal. */
  readonly usage: Map<string, UsagePeriod>
}

export function copyTables(tables?: Tables): Tables {
  return {
    applications: new Map(tables?.applications),
    versions: new Map(tables?.versions),
    operations: new Map(tables?.operations),
    snapshots: new Map(tables?.snapshots),
    deployments: new Map(tables?.deployments),
    events: new Map(tables?.events),
    health: new Map(tables?.health),
    diagnoses: new Map(tables?.diagnoses),
    scalingStates: new Map(tables?.scalingStates),
    scalingDecisions: new Map(tables?.scalingDecisions),
    enhancedSnapshots: new Map(tables?.enhancedSnapshots),
    snapshotOperations: new Map(tables?.snapshotOperations),
    snapshotClaims: new Map(tables?.snapshotClaims),
    outbox: new Map(tables?.outbox),
    leases: new Map(tables?.leases),
    accounts: new Map(tables?.accounts),
    principals: new Map(tables?.principals),
    accessKeys: new Map(tables?.accessKeys),
    roles: new Map(tables?.roles),
    policies: new Map(tables?.policies),
    attachments: new Map(tables?.attachments),
    inlinePolicies: new Map(tables?.inlinePolicies),
    apiTokens: new Map(tables?.apiTokens),
    workers: new Map(tables?.workers),
    installationKeys: new Map(tables?.installationKeys),
    metricPoints: new Map(tables?.metricPoints),
    usage: new Map(tables?.usage),
  }
}

/** Where a repository finds its tables: the committed state, or the draft of one transaction. */
export interface Access {
  read<T>(look: (tables: Tables) => T): Promise<T>
  write<T>(change: (tables: Tables) => T): Promise<T>
}

const plain = { enumerable: true, writable: true, configurable: true }

/** What reading back from a database gives: nothing shared with the caller, members that are undefined gone. */
export function rowOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map((entry: unknown) => rowOf(entry)) as T
  if (value instanceof Date) return new Date(value) as T
  if (typeof value !== 'object' || value === null) return value
  // A loop, not entries: a third of the time of the lifecycle tests is spent here.
  const row: Record<string, unknown> = {}
  for (const name of Object.keys(value)) {
    const member = (value as Record<string, unknown>)[name]
    if (member === undefined) continue
    if (name === '__proto__') Object.defineProperty(row, name, { value: rowOf(member), ...plain })
    else row[name] = rowOf(member)
  }
  return row as T
}

/** Byte order, as the database's "C" collation sorts. */
export const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b))
