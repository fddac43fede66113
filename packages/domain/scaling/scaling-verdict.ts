import type { ScalingMemory, ScalingPoint, ScalingPolicyName } from '../model/scaling.ts'

/** What a policy is given: one more point, what it remembers, and where it may go. */
export interface ScalingQuestion {
  readonly point: ScalingPoint
  readonly memory: ScalingMemory
  /** The parallelism the job has. */
  readonly parallelism: number
  readonly floor: number
  readonly ceiling: number
  /** What does not let the ceiling be higher, for people. */
  readonly limit?: string | undefined
}

/** What comes of one point. */
export interface ScalingVerdict {
  readonly memory: ScalingMemory
  /** One sentence: why this, or why nothing. */
  readonly reason: string
  /** The parallelism to go to; absent = stay. */
  readonly to?: number | undefined
  /** The parallelism that it would go to if the ceiling were higher; present when the job stays for that reason alone. */
  readonly refused?: number | undefined
  /** What it was decided from. Plain JSON. */
  readonly inputs: Readonly<Record<string, unknown>>
}

/** A rule that decides from points alone: it knows no clock, no store and no Flink. */
export interface ScalingPolicy {
  readonly name: ScalingPolicyName
  readonly judge: (question: ScalingQuestion) => ScalingVerdict
}

/** A policy begins anew with every cluster and every parallelism; only what was learned of the last raise is kept. */
export const memoryOf = (subject: string, before?: ScalingMemory): ScalingMemory =>
  before?.subject === subject
    ? before
    : {
        subject,
        above: 0,
        below: 0,
        window: [],
        age: 0,
        ...(before?.raised === undefined ? {} : { raised: before.raised }),
      }

/** Why a job that should have more tasks gets none. */
export const ceilingReached = ({ ceiling, limit }: Pick<ScalingQuestion, 'ceiling' | 'limit'>): string =>
  limit === undefined ? `the limit of ${ceiling} is reached` : `the limit of ${ceiling} is reached, which is ${limit}`

/** The nearest parallelism that is allowed. */
export const bounded = (wanted: number, { floor, ceiling }: { floor: number; ceiling: number }): number =>
  Math.min(ceiling, Math.max(floor, wanted))
