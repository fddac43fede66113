/** A place in a list that is ordered by time: the sort key of an entry. */
export interface ListPosition {
  readonly at: Date
  /** Decides between entries of one moment. */
  readonly id: string
}
