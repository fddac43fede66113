/**
 * Carries wake-ups ("look at this application") from whoever changed something to a worker. Wake-ups may be lost,
 * doubled or late: Postgres is the truth and the sweep heals. Nothing but the application's id travels.
 */
export interface Dispatch {
  /** Publishes one wake-up; `host` = the worker host that holds the application's lease, when one is known. */
  wake(wakeUp: { applicationId: string; host?: string | undefined }): Promise<void>
  /**
   * Starts consuming wake-ups for any host and for `host`. `onWake` must return quickly (it hands over) and never throws.
   */
  consume(host: string, onWake: (applicationId: string) => void): Promise<void>
  /** Throws when the queue's backend does not answer. */
  ping(): Promise<void>
  close(): Promise<void>
}
