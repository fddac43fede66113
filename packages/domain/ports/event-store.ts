import type { ApplicationEvent, ApplicationEventKind, NewApplicationEvent } from '../model/application-event.ts'

/** What happened to each application, in order. */
export interface EventRepository {
  /** Events of one application get their numbers in the order in which its writers commit: each holds the lease or the row. */
  add(event: NewApplicationEvent): Promise<void>
  /** Oldest first, those behind `after` (a sequence number; 0 = from the beginning). */
  listAfter(
    applicationId: string,
    page: { after: number; limit: number; kinds?: readonly ApplicationEventKind[] | undefined },
  ): Promise<readonly ApplicationEvent[]>
  /** Newest first, those before `before` when it is given. */
  listNewest(
    applicationId: string,
    page: { before?: number | undefined; limit: number; kinds?: readonly ApplicationEventKind[] | undefined },
  ): Promise<readonly ApplicationEvent[]>
  /** Removes events older than that, at most `limit`, and tells how many. */
  removeBefore(moment: Date, limit: number): Promise<number>
}
