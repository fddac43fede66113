import type { MetricPoint, MetricSeries } from '../metrics/metric-series.ts'

/** One bucket of a range query: what CloudWatch calls a datapoint. */
export interface MetricBucket {
  /** Begin of the bucket. */
  readonly at: Date
  readonly sum: number
  readonly min: number
  readonly max: number
  readonly count: number
}

/** A range of one series, in buckets. */
export interface MetricQuery {
  readonly applicationId: string
  readonly series: MetricSeries
  /** Inclusive. */
  readonly from: Date
  /** Exclusive. */
  readonly to: Date
  /** Length of a bucket; buckets begin at multiples of it since the epoch. */
  readonly periodSeconds: number
}

/** The recent past of what was measured. Older points are forgotten: other systems keep the long run. */
export interface MetricRepository {
  /**
   * Adds points of many applications at once. A second point of an application at the same time is left out, and so are points of an
   * application that is gone.
   */
  add(points: readonly MetricPoint[]): Promise<void>
  /** The newest point that is not older than `since`. */
  newest(applicationId: string, since: Date): Promise<MetricPoint | undefined>
  /** Oldest first; buckets without a value are left out. */
  query(query: MetricQuery): Promise<readonly MetricBucket[]>
  /** Removes up to `limit` points older than that, and tells how many. */
  removeBefore(moment: Date, limit: number): Promise<number>
}
