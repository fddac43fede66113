import type { LogEvent, LogQuery, LogRecord, LogSeverity } from '../ports/application-logs.ts'
import { matchesLogFilter } from './log-filter.ts'
import { logStreamName } from './log-position.ts'

/** Least severe first. */
export const logSeverities: readonly LogSeverity[] = ['DEBUG', 'INFO', 'WARN', 'ERROR']

/** What a filter looks at: all that a reader sees of an event. */
export const logText = ({ messageType, logger, message, throwableInformation = [] }: LogEvent): string =>
  [`${messageType} ${logger} ${message}`, ...throwableInformation].join('\n')

/** True for records of a query's range, level, component and filter. Where to go on (`after`) is `createResume`'s. */
export const matchesLogQuery = ({ time, component, event }: LogRecord, query: LogQuery): boolean =>
  (query.from === undefined || time >= query.from) &&
  (query.to === undefined || time < query.to) &&
  isOfComponent(component, query.component) &&
  (query.level === undefined || severity(event.messageType) >= logSeverities.indexOf(query.level)) &&
  (query.filter === undefined || matchesLogFilter(logText(event), query.filter))

/** `taskmanager` means every `taskmanager-<n>`; undefined means all. */
export const isOfComponent = (component: string, wanted: string | undefined): boolean =>
  wanted === undefined || component === wanted || component.startsWith(`${wanted}-`)

/** Java's finer levels count as DEBUG, what is above ERROR as ERROR. */
const severity = (name: string): number => {
  if (name === 'TRACE' || name === 'ALL') return 0
  const known = (logSeverities as readonly string[]).indexOf(name)
  return known < 0 ? logSeverities.length - 1 : known
}

/** Leaves out what a reader has seen before: given the matching records of each stream in order, says which are new. */
export const createResume = ({ after }: LogQuery): ((record: LogRecord) => boolean) => {
  if (after === undefined) return () => true
  const left = new Map(Object.entries(after.seen))
  return (record) => {
    if (record.time !== after.time) return record.time > after.time
    const stream = logStreamName(record)
    const seen = left.get(stream) ?? 0
    left.set(stream, seen - 1)
    return seen <= 0
  }
}
