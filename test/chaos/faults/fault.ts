import type { Fleet } from '../fleet.ts'
import type { Random } from '../random.ts'

/** Something that goes wrong. */
export interface Fault {
  /** What `--only` names. */
  readonly kind: string
  /** How often the long form does it. */
  readonly rounds: number
  /**
   * Does it, and resolves when the cause is gone again; what follows from it may go on. Throws NotPossibleHere where the machine does not
   * allow it.
   */
  readonly inflict: (fleet: Fleet, random: Random) => Promise<void>
}
