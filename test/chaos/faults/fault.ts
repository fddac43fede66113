import type { Fleet } from '../fleet.ts'
import type { Application } from '../load/applications.ts'
import type { Random } from '../random.ts'

/** What a fault finds. */
export interface Scene {
  readonly fleet: Fleet
  readonly random: Random
  /** The application that something may have been asked of, and that the fault is aimed at. */
  readonly target: Application
  /** All that should run. */
  readonly loads: readonly Application[]
}

/** Something that goes wrong. */
export interface Fault {
  /** What `--only` names. */
  readonly kind: string
  /** How often the long form does it. */
  readonly rounds: number
  /** It takes longer than the short form has, whose sample it is no part of. */
  readonly slow?: boolean
  /** It hits the target's own processes alone: the others' have to live on. */
  readonly sparesOthers?: boolean
  /**
   * Does it, and resolves when the cause is gone again; what follows from it may go on. Throws NotPossibleHere where the machine does not
   * allow it.
   */
  readonly inflict: (scene: Scene) => Promise<void>
}
