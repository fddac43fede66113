/** `cpu` = AWS's rule. `backlog` = by what waits and how busy the tasks are, where the application's tag asks for it. */
export type ScalingPolicyName = 'cpu' | 'backlog'

/** One task (a vertex of the job) at one moment. */
export interface TaskLoad {
  readonly name: string
  /** Of the time of its subtasks, 0 to 1. */
  readonly busy: number
  /** Records a second that it took in; of a source: that it emitted. */
  readonly recordsPerSecond: number
}

/** What scaling is decided from: one point, of one minute unless set otherwise. Members that could not be measured are absent. */
export interface ScalingPoint {
  readonly at: Date
  /** Of the busiest TaskManager. */
  readonly cpuPercent?: number | undefined
  readonly tasks: readonly TaskLoad[]
  /** Records a second that the sources emit. */
  readonly sourceRate?: number | undefined
  /** Records that wait at the sources. */
  readonly backlog?: number | undefined
}

/** What a policy remembers between two points. Plain JSON; it begins anew with every cluster and every parallelism. */
export interface ScalingMemory {
  /** Which run of the job the rest is about. */
  readonly subject: string
  /** Points in a row at or above the upper CPU threshold, and below the lower one. */
  readonly above: number
  readonly below: number
  /** The newest points' loads, oldest first, for the backlog policy. */
  readonly window: readonly LoadPoint[]
  /** Points since this subject began. */
  readonly age: number
  /** The last time that parallelism was raised, and what the busiest task could do before. */
  readonly raised?: Raise | undefined
  /** The ceiling of which it was told that it does not let the job have more tasks: told once. */
  readonly toldCeiling?: number | undefined
}

/** What one point says of the busiest task. */
export interface LoadPoint {
  /** Share of its time that the busiest task would need for all that comes, and to work off the backlog in time. */
  readonly demand: number
  readonly task: string
  /** Records a second that this task could do if it were busy all the time. */
  readonly capacity: number
  readonly backlog?: number | undefined
}

/** A raise whose effect is still to be seen. Flink's autoscaler does so too: one that brings nothing is not repeated. */
export interface Raise {
  readonly from: number
  readonly to: number
  readonly task: string
  readonly capacity: number
}

/** Where scaling stands for one application: what it remembers, and what came of the last point. */
export interface ScalingState {
  readonly applicationId: string
  readonly evaluatedAt: Date
  readonly policy: ScalingPolicyName
  /** Why nothing was done, or what was. */
  readonly verdict: string
  readonly memory: ScalingMemory
  /** The last reading of processor time, for the next point's difference. Plain JSON. */
  readonly reading?: ProcessorReading | undefined
}

/** Processor time of each container since its start: two of them make a share. */
export interface ProcessorReading {
  /** ISO 8601. */
  readonly at: string
  readonly containers: readonly { readonly id: string; readonly cpuSeconds: number }[]
}

/** A change of parallelism that the service decided on, never changed afterwards: how it ended, its operation tells. */
export interface ScalingDecision {
  /** UUID. */
  readonly id: string
  readonly applicationId: string
  readonly operationId: string
  readonly decidedAt: Date
  readonly policy: ScalingPolicyName
  readonly from: number
  readonly to: number
  /** One sentence for people. */
  readonly reason: string
  /** All that it was decided from. Plain JSON. */
  readonly inputs: Readonly<Record<string, unknown>>
}
