import type { LogEvent, LoggedDeployment } from '@weir/domain'
import { hideInMessage } from '../dashboard/hide-in-message.ts'

const prefix = /^\{"timestamp":(\d{1,14}),/

/** The time of a line that our layout wrote; undefined for anything else. */
export const timeOfLine = (text: string): number | undefined => {
  const [, time] = prefix.exec(text) ?? []
  return time === undefined ? undefined : Number(time)
}

/**
 * The event of one line. Whose it is is ours to say, not the line's. A line of another kind (an application can write into its log's
 * file) is an event that has the line for its message. Of a message of Flink's own, values of secret options are hidden.
 */
export const eventOfLine = (text: string, { applicationArn, versionId }: LoggedDeployment): LogEvent => {
  const said = timeOfLine(text) === undefined ? undefined : parse(text)
  const part = (name: string): string => (typeof said?.[name] === 'string' ? said[name] : '')
  const trace = said?.['throwableInformation']
  return {
    applicationARN: applicationArn,
    applicationVersionId: String(versionId),
    locationInformation: part('locationInformation'),
    logger: part('logger'),
    message: hideInMessage(said === undefined ? text : part('message')),
    messageSchemaVersion: '1',
    messageType: said === undefined ? 'INFO' : part('messageType'),
    threadName: part('threadName'),
    ...(Array.isArray(trace) ? { throwableInformation: trace.filter((line) => typeof line === 'string') } : {}),
  }
}

const parse = (text: string): Record<string, unknown> | undefined => {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return undefined
  }
}

/** A line as Flink's own layout shows it, for people; other lines as they are. */
export const plainLine = (text: string): string => {
  const time = timeOfLine(text)
  const said = time === undefined ? undefined : parse(text)
  if (time === undefined || said === undefined) return text
  const part = (name: string): string => (typeof said[name] === 'string' ? said[name] : '')
  const trace = said['throwableInformation']
  const at = new Date(time).toISOString().replace('T', ' ').replace('.', ',').slice(0, -1)
  const first = `${at} ${part('messageType').padEnd(5)} ${part('logger').padEnd(60)} [] - ${part('message')}`
  return [first, ...(Array.isArray(trace) ? (trace as unknown[]).map(String) : [])].join('\n')
}
