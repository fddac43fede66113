import type { InputLogEvent } from '@aws-sdk/client-cloudwatch-logs'
import type { LogEvent, LogRecord } from '@weir/domain'

/** What PutLogEvents takes at a time, and how it counts. */
const mostBytes = 1_048_576
const mostEvents = 10_000
const mostSpanMs = 24 * 3_600_000
const bytesBesideMessage = 26
const mostMessageBytes = 262_144 - bytesBesideMessage
/** Older events are rejected one by one; so are those too far in the future. */
const oldestMs = 14 * 24 * 3_600_000
const aheadMs = 2 * 3_600_000

/** Records as calls of PutLogEvents: in order of time, each call within the limits. What no call could bring is left out. */
export function logBatches(records: readonly LogRecord[], now: Date): readonly (readonly InputLogEvent[])[] {
  const oldest = now.getTime() - oldestMs
  const newest = now.getTime() + aheadMs
  const taken = records.filter(({ time }) => time > oldest && time < newest).sort((a, b) => a.time - b.time)
  const batches: InputLogEvent[][] = []
  let bytes = 0
  for (const { time, event } of taken) {
    const message = messageOf(event)
    const size = Buffer.byteLength(message) + bytesBesideMessage
    const batch = batches.at(-1)
    const full =
      batch === undefined ||
      batch.length === mostEvents ||
      bytes + size > mostBytes ||
      time - (batch[0]?.timestamp ?? time) >= mostSpanMs
    if (full) {
      batches.push([{ timestamp: time, message }])
      bytes = size
    } else {
      batch.push({ timestamp: time, message })
      bytes += size
    }
  }
  return batches
}

function messageOf(event: LogEvent): string {
  const whole = JSON.stringify(event)
  if (Buffer.byteLength(whole) <= mostMessageBytes) return whole
  // Nothing that our layout wrote is so large: an application wrote it into the file. Of each text the beginning is shown; one character
  // takes up to six bytes.
  const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}...` : text)
  return JSON.stringify({
    ...event,
    locationInformation: cut(event.locationInformation, 1_000),
    logger: cut(event.logger, 1_000),
    message: cut(event.message, 30_000),
    messageType: cut(event.messageType, 100),
    threadName: cut(event.threadName, 1_000),
    throwableInformation: undefined,
  } satisfies LogEvent)
}
