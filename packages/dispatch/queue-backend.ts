import type { Job, JobsOptions } from 'bullmq'

/** All that travels: whose turn it is. */
export interface WakeUp {
  readonly applicationId: string
}

/** The part of BullMQ's classes that does not depend on the backend. */
export type WakeUpJob = Pick<Job<WakeUp, void, 'wake'>, 'data'>
export interface WakeUpQueue extends Closable {
  add(name: 'wake', wakeUp: WakeUp, settings: JobsOptions): Promise<unknown>
  removeDeduplicationKey(id: string): Promise<unknown>
  getWaitingCount(): Promise<number>
  on(event: 'error', listener: (error: Error) => void): unknown
}
export interface WakeUpWorker extends Closable {
  on(event: 'error', listener: (error: Error) => void): unknown
  on(event: 'failed', listener: (job: unknown, error: Error) => void): unknown
}
interface Closable {
  waitUntilReady(): Promise<unknown>
  /** `force`: without finishing what is in hand. */
  close(force?: boolean): Promise<void>
}

/** Where BullMQ keeps its jobs. */
export interface QueueBackend {
  /** Brings the backend into shape for this version of BullMQ; may be called again after it threw. */
  prepare(): Promise<void>
  queue(name: string): WakeUpQueue
  worker(name: string, processor: (job: WakeUpJob) => Promise<void>): WakeUpWorker
  /** Called when its queues and workers are closed. */
  close(): Promise<void>
}

/** How workers behave on either backend. */
export const workerSettings = {
  concurrency: 4,
  // of a worker that died with a wake-up in its hands: another one takes it over
  lockDuration: 10_000,
  stalledInterval: 10_000,
  maxStalledCount: 3,
  runRetryDelay: 1_000,
  removeOnComplete: { count: 0 },
  removeOnFail: { count: 0 },
} as const
