/** What an application's history tells, each with its own `detail` (plain JSON). */
export type ApplicationEventKind =
  /** The status moved by the lifecycle table. */
  | 'status'
  /** A phase of an operation began or ended. */
  | 'phase'
  /** A deployment was planned, launched, is running, has ended. */
  | 'deployment'
  /** Health changed. */
  | 'health'
  /** A diagnosis was made or became more precise. */
  | 'diagnosis'
  /** A scaling decision was made, or carried out. */
  | 'scaling'
  /** The maintenance of a runtime. */
  | 'maintenance'
  /** A snapshot became READY or FAILED. */
  | 'snapshot'

/** One thing that happened to an application. Never changed once it is written; old ones are forgotten. */
export interface ApplicationEvent {
  /** Grows with every event of the installation; what a reader goes on behind. Given by the store. */
  readonly sequence: number
  readonly applicationId: string
  readonly at: Date
  readonly kind: ApplicationEventKind
  /** One sentence for people. */
  readonly message: string
  readonly operationId?: string | undefined
  readonly deploymentId?: string | undefined
  readonly detail?: Readonly<Record<string, unknown>> | undefined
}

/** The store numbers events as it writes them. */
export type NewApplicationEvent = Omit<ApplicationEvent, 'sequence'>
