import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type ApplicationLogs, EngineError, type LogQuery, type LogRecord } from '@weir/domain'
import { askWorker, type InternalRoute, refusalOf } from './channel.ts'

const route = 'logs'
/** Follows the last record: without it the answer was cut off. */
const end = '{"end":true}'

/** Serves the logs of this host's applications, a record a line. */
export const logRoutes = (read: ApplicationLogs['read']): Readonly<Record<string, InternalRoute>> => ({
  [route]: async ({ path: [applicationId = ''], query }, response) => {
    const asked = JSON.parse(decodeURIComponent(query)) as LogQuery
    const gone = new AbortController()
    response.once('close', () => {
      gone.abort()
    })
    response.writeHead(200, { 'content-type': 'application/x-ndjson' })
    // A quiet log is still an answer.
    response.flushHeaders()
    const records = read(applicationId, asked, gone.signal)
    const lines = async function* (): AsyncGenerator<string> {
      for await (const record of records) yield `${JSON.stringify(record)}\n`
      yield `${end}\n`
    }
    try {
      await pipeline(Readable.from(lines()), response)
    } finally {
      gone.abort()
    }
  },
})

/** Reads the log of an application on the worker at `url`; throws EngineError when it is not there, or breaks off. */
export async function* readLogsFromWorker({
  url,
  key,
  now,
  applicationId,
  query,
  signal,
}: {
  url: string
  key: string
  now: Date
  applicationId: string
  query: LogQuery
  signal: AbortSignal
}): AsyncGenerator<LogRecord> {
  const target = { path: [applicationId], query: encodeURIComponent(JSON.stringify(query)) }
  const response = await askWorker({ url, key, now, route, target, signal })
  if (response.status !== 200 || response.body === null) throw await refusalOf(response)
  const decoder = new TextDecoder()
  let rest = ''
  try {
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n')
      rest = lines.pop() ?? ''
      for (const line of lines) {
        if (line === end) return
        yield JSON.parse(line) as LogRecord
      }
    }
  } catch (error) {
    throw new EngineError('unreachable', 'The worker breaks off.', { cause: error })
  }
  throw new EngineError('unreachable', 'The worker breaks off.')
}
