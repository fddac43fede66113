import { CloudWatchClient, type MetricDatum, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch'
import {
  type Clock,
  cloudWatchDimensions,
  type Logger,
  type MeasuredApplication,
  type MetricSink,
  msfMetric,
  type Sleeper,
} from '@weir/domain'

/** Where MSF publishes. */
export const cloudWatchNamespace = 'AWS/KinesisAnalytics'

/** AWS's limits of one PutMetricData: datums, and bytes that stay well below 1 MB. */
const mostDatums = 1_000
/** Datums that wait while the endpoint does not answer; the oldest go first. About 10 minutes of 50 applications. */
const longestQueue = 100_000
/** Told of again after a while, not at every batch. */
const tellEveryMs = 60_000

/** A sink of metrics that never waits and never throws. */
export interface CloudWatchPublisher {
  readonly sink: MetricSink
  /** Sends what there is, for so long at most. */
  close(withinMs: number): Promise<void>
}

/**
 * Sends what is measured to CloudWatch, or to what speaks its API, region by region. A failure harms nobody: what cannot be sent waits in
 * memory, bounded, and is dropped when it gets too much.
 */
export function createCloudWatchPublisher({
  endpoint,
  credentials,
  clock,
  sleeper,
  logger,
  counted,
  retryMs = 5_000,
  queueLength = longestQueue,
}: {
  endpoint: string
  /** Absent = what the environment gives, as every AWS SDK reads it. */
  credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string } | undefined
  clock: Clock
  sleeper: Sleeper
  logger: Logger
  counted: (outcome: 'sent' | 'dropped', datums: number) => void
  retryMs?: number
  queueLength?: number
}): CloudWatchPublisher {
  const clients = new Map<string, CloudWatchClient>()
  const queue: { readonly region: string; readonly datum: MetricDatum }[] = []
  const halt = new AbortController()
  let sending: Promise<void> | undefined
  let toldAt = 0

  const clientOf = (region: string): CloudWatchClient => {
    const found =
      clients.get(region) ??
      new CloudWatchClient({
        endpoint,
        region,
        ...(credentials && { credentials: { ...credentials } }),
        maxAttempts: 1,
        requestHandler: { requestTimeout: 10_000, connectionTimeout: 5_000 },
      })
    clients.set(region, found)
    return found
  }
  const drop = (count: number): void => {
    queue.splice(0, count)
    counted('dropped', count)
  }
  /** One batch of one region, from the front of the queue. */
  const batch = (): typeof queue => {
    const region = queue[0]?.region
    const end = queue.findIndex((each, index) => index === mostDatums || each.region !== region)
    return queue.slice(0, end === -1 ? mostDatums : end)
  }
  const send = async (): Promise<void> => {
    while (queue.length > 0 && !halt.signal.aborted) {
      const next = batch()
      const MetricData = next.map(({ datum }) => datum)
      try {
        const command = new PutMetricDataCommand({ Namespace: cloudWatchNamespace, MetricData })
        // A signal of its own: the SDK leaves its listener on the one it is given.
        const abortSignal = AbortSignal.any([halt.signal])
        await clientOf(next[0]?.region ?? '').send(command, { abortSignal })
        forget(next)
        counted('sent', next.length)
      } catch (error) {
        tell(error)
        if (isFinal(error)) {
          forget(next)
          counted('dropped', next.length)
          continue
        }
        await sleeper.sleep(retryMs, halt.signal)
      }
    }
  }
  /** The front may have been dropped while it was being sent. */
  const forget = (sent: typeof queue): void => {
    const last = sent.at(-1)
    const end = last === undefined ? -1 : queue.indexOf(last)
    queue.splice(0, end + 1)
  }
  const tell = (error: unknown): void => {
    const now = clock.now().getTime()
    if (halt.signal.aborted || now - toldAt < tellEveryMs) return
    toldAt = now
    logger.warn({ err: error, waiting: queue.length }, 'metrics cannot be sent to CloudWatch')
  }

  return {
    sink: (measured) => {
      for (const each of measured) queue.push(...datumsOf(each))
      if (queue.length > queueLength) drop(queue.length - queueLength)
      sending ??= send().finally(() => {
        sending = undefined
      })
    },
    close: async (withinMs) => {
      await Promise.race([sending ?? Promise.resolve(), sleeper.sleep(withinMs)])
      halt.abort()
      await sending
      for (const client of clients.values()) client.destroy()
    },
  }
}

/** A batch that the other side will never take must not block those behind it. */
const isFinal = (error: unknown): boolean => {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode
  return status !== undefined && status >= 400 && status < 500 && ![401, 403, 408, 429].includes(status)
}

const datumsOf = ({ application, point }: MeasuredApplication): { region: string; datum: MetricDatum }[] =>
  point.values.map(({ metric, value, ...part }) => ({
    region: application.region,
    datum: {
      MetricName: metric,
      Dimensions: cloudWatchDimensions(application.name, part).map((each) => ({ ...each })),
      Timestamp: point.at,
      Value: value,
      Unit: unitOf(metric),
    },
  }))

const unitOf = (metric: string): MetricDatum['Unit'] => msfMetric(metric)?.unit ?? 'None'
