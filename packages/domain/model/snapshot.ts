import type { RuntimeEnvironment, SnapshotStatus } from '@weir/service-model'

/** A snapshot of an application (the API's word), kept as a Flink savepoint below the state root. */
export interface Snapshot {
  readonly applicationId: string
  readonly name: string
  readonly status: SnapshotStatus
  readonly createdAt: Date
  /** ApplicationVersionId when it was taken. */
  readonly versionId: number
  readonly runtimeEnvironment: RuntimeEnvironment
  /** `stop` and `update` snapshots end the job; those that a `user` asks for, and that of an update in place (`rescale`), do not. */
  readonly kind: 'user' | 'stop' | 'update' | 'rescale'
  /** Savepoint trigger id (32 hex), chosen when the row is written so that a retried request is recognised by Flink. */
  readonly triggerId: string
  /** Deployment the savepoint was asked from; absent until the reconciler triggers it. */
  readonly deploymentId?: string | undefined
  /** URI of the completed savepoint; present exactly when READY. */
  readonly location?: string | undefined
  readonly failure?: string | undefined
  /** What is in it, noted when it was READY; absent where it was not. */
  readonly contents?: SnapshotContents | undefined
  /** Savepoint attempts so far; a cluster lost in mid-snapshot is a new attempt with a new trigger id. */
  readonly attempts: number
  /**
   * The enhanced snapshot that this is the application's end of: the savepoint is taken here and copied to the enhanced one's place. Such
   * a row is never shown; its name is one that no client can give.
   */
  readonly enhancedId?: string | undefined
  /** Where the copy is, once it is complete; the reconciler then removes the application's own files and makes it `location`. */
  readonly copiedTo?: string | undefined
}

/** What a savepoint holds, as the job that wrote it told. */
export interface SnapshotContents {
  readonly sizeInBytes: number
  /** One entry a chain of operators (a vertex of the job graph); empty when the cluster was gone before it could be asked. */
  readonly operators: readonly { readonly name: string; readonly parallelism: number; readonly sizeInBytes: number }[]
}

/** Whether its savepoint stops the job, and so is the newest state there is. */
export const endsJob = ({ kind }: Pick<Snapshot, 'kind'>): boolean => kind === 'stop' || kind === 'update'
