import type { Application } from '../model/application.ts'
import type { MetricPoint } from './metric-series.ts'

/** A point with the application it is of, as its watchers need it. */
export interface MeasuredApplication {
  readonly application: Pick<Application, 'id' | 'name' | 'accountId' | 'region' | 'status'>
  readonly point: MetricPoint
}

/** Somebody who wants to know what was measured. Never throws, never waits. */
export type MetricSink = (measured: readonly MeasuredApplication[]) => void
