/** Counts what the service itself does, for those who watch it. Never throws, never waits. */
export interface ServiceMeter {
  /** A pass of the reconciler over one application is over; `lost` = another host has its lease. */
  pass(outcome: 'done' | 'lost' | 'failed', seconds: number): void
  /** An operation of the API (StartApplication …) has ended. */
  operationEnded(operation: string, status: 'SUCCESSFUL' | 'FAILED'): void
}
