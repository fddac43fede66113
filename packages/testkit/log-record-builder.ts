import type { LogEvent, LogRecord } from '@weir/domain'

/** A line of a JobManager's log; `event` replaces members of what it says. */
export function aLogRecord({
  event,
  ...given
}: Partial<Omit<LogRecord, 'event'>> & { event?: Partial<LogEvent> } = {}): LogRecord {
  return {
    time: Date.UTC(2026, 0, 1),
    deploymentId: 'd',
    component: 'jobmanager',
    ...given,
    event: {
      applicationARN: 'arn',
      applicationVersionId: '1',
      locationInformation: '',
      logger: 'a.B',
      message: 'm',
      messageSchemaVersion: '1',
      messageType: 'INFO',
      threadName: 't',
      ...event,
    },
  }
}
