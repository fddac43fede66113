import type { Fleet } from './fleet.ts'
import type { watchLifetimes } from './invariants/meters.ts'
import type { watchClusters } from './invariants/one-cluster.ts'
import type { Application } from './load/applications.ts'
import type { Random } from './random.ts'

export interface ChaosOptions {
  readonly seed: number
  /** One round of a sample, for as long as `seconds` last. */
  readonly short: boolean
  /** Kinds of faults, or `crash` or `crash-<operation>`; absent = all. */
  readonly only?: readonly string[] | undefined
  /** Instead of each fault's own number; of crash points: how many of each operation. */
  readonly rounds?: number | undefined
  /** No new fault is begun after so long. */
  readonly seconds: number
  readonly say: (line: string) => void
}

/** What a run stands on. */
export interface Stage {
  readonly fleet: Fleet
  /** What should run all the time, besides what faults do to it. */
  readonly loads: readonly Application[]
  /** Those that had to be stopped by force: they wrote again what came after their newest snapshot. */
  readonly rewound: Set<Application>
  readonly random: Random
  readonly options: ChaosOptions
  readonly timeLeft: () => boolean
  readonly lives: ReturnType<typeof watchLifetimes>
  readonly census: ReturnType<typeof watchClusters>
}
