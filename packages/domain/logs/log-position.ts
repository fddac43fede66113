import { InvalidArgumentException } from '@weir/service-model'
import type { LogPosition, LogRecord } from '../ports/application-logs.ts'

/** A short name of one component of one deployment. */
export const logStreamName = ({ deploymentId, component }: Pick<LogRecord, 'deploymentId' | 'component'>): string => {
  // FNV-1a: two streams that share a name by chance could lose a record of the same millisecond between two pages, no more.
  let hash = 0x811c9dc5
  for (const char of `${deploymentId}/${component}`) hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(36)
}

/** The place behind `record`, when `before` is the place behind the one before it. */
export const positionAfter = (before: LogPosition | undefined, record: LogRecord): LogPosition => {
  const stream = logStreamName(record)
  const seen = before?.time === record.time ? before.seen : {}
  return { time: record.time, seen: { ...seen, [stream]: (seen[stream] ?? 0) + 1 } }
}

/** `<time>.<stream>-<count>.…` */
export const formatLogPosition = ({ time, seen }: LogPosition): string =>
  [String(time), ...Object.entries(seen).map(([stream, count]) => `${stream}-${String(count)}`)].join('.')

/** Throws InvalidArgumentException for what `formatLogPosition` never made. */
export const parseLogPosition = (name: string, text: string): LogPosition => {
  const [time = '', ...parts] = text.split('.')
  const seen = parts.map((part) => /^([0-9a-z]{1,7})-(\d{1,9})$/.exec(part))
  if (!/^\d{1,14}$/.test(time) || seen.some((each) => each === null)) {
    throw new InvalidArgumentException(`${name} is not what an earlier answer gave.`)
  }
  return { time: Number(time), seen: Object.fromEntries(seen.map((each) => [each?.[1] ?? '', Number(each?.[2])])) }
}
