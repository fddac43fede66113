/** How requests with `?wait=` behave; the members that are missing have a default. */
export interface WaitSettings {
  /** Requests of one account that may wait at a time. */
  readonly perAccount?: number
  /** Milliseconds between the first two looks; they become longer, up to a second. */
  readonly everyMs?: number
}
