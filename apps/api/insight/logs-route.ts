import {
  formatLogPosition,
  logSeverities,
  type LogPosition,
  type LogQuery,
  type LogRecord,
  type LogSeverity,
  parseLogFilter,
  parseLogPosition,
  positionAfter,
} from '@weir/domain'
import { InvalidArgumentException } from '@weir/service-model'
import type { FastifyInstance } from 'fastify'
import { onlyMethods } from '../rest/only-methods.ts'
import { readFlag, readInteger, readParameters, readTime } from '../rest/request/read-parameters.ts'
import { createWaitingRoom } from '../rest/wait/waiting-room.ts'
import type { FindApplication } from './find-application.ts'
import type { ReadLogs } from './insight-deps.ts'
import { sendEvents, type ServerSentEvent } from './server-sent-events.ts'

const names = ['from', 'to', 'filter', 'level', 'component', 'limit', 'next', 'newest', 'follow'] as const
type Given = Partial<Record<(typeof names)[number], string>>

/** Reading a log costs a worker's time and holds a connection. */
const readingsPerAccount = 20
const mostEvents = 10_000
/** As CloudWatch answers at most. */
const mostBytes = 1_000_000

/**
 * `GET /v1/applications/{name}/logs`: what the application's processes have logged, oldest first (`newest=true`: the end of the range), or
 * with `follow=true` a stream of what they log from now on.
 */
export function logsRoute(
  app: FastifyInstance,
  { readLogs, find }: { readLogs: ReadLogs; find: FindApplication },
): void {
  const path = '/v1/applications/:name/logs'
  const readings = createWaitingRoom({ perAccount: readingsPerAccount })
  app.addHook('preClose', (done) => {
    readings.close()
    done()
  })
  onlyMethods(app, { path, allowed: ['GET'] })
  app.get<{ Params: { name: string } }>(path, async (request, reply) => {
    const application = await find(request, { name: request.params.name, permission: 'logs:FilterLogEvents' })
    const given = readParameters(request, names)
    const limit = readInteger('limit', given.limit, { min: 1, max: mostEvents, fallback: 100 })
    const newest = readFlag('newest', given.newest, false)
    const query = readQuery(given)
    if (newest && query.after !== undefined) throw new InvalidArgumentException('newest and next exclude each other.')
    const follow = readFlag('follow', given.follow, false)
    const last = request.headers['last-event-id']
    const after = follow && typeof last === 'string' ? parseLogPosition('Last-Event-ID', last) : query.after
    const place = readings.enter(application.accountId)
    if (follow) {
      const events = (signal: AbortSignal) => {
        const asked = { query: { ...query, after, follow }, signal, missing: () => undefined }
        return asEvents(readLogs(application.id, asked), after)
      }
      return sendEvents(request, reply, { place, events })
    }
    const gone = new AbortController()
    request.raw.once('close', () => {
      if (!reply.raw.writableEnded) gone.abort()
    })
    const missing: string[] = []
    try {
      const records = readLogs(application.id, {
        query,
        signal: AbortSignal.any([gone.signal, place.signal]),
        missing: (host) => missing.push(host),
      })
      const page = newest ? await lastOf(records, limit) : await firstOf(records, { limit, after: query.after })
      return { events: page.records.map(shown), next: page.next, complete: missing.length === 0 }
    } finally {
      gone.abort()
      place.leave()
    }
  })
}

function readQuery(given: Given): LogQuery {
  const { filter, level, component, next } = given
  if (level !== undefined && !(logSeverities as readonly string[]).includes(level)) {
    throw new InvalidArgumentException(`level must be one of ${logSeverities.join(', ')}.`)
  }
  if (component !== undefined && !/^(jobmanager|taskmanager(-\d{1,4})?|service)$/.test(component)) {
    throw new InvalidArgumentException('component must be jobmanager, taskmanager, taskmanager-<number> or service.')
  }
  return {
    from: readTime('from', given.from)?.getTime(),
    to: readTime('to', given.to)?.getTime(),
    filter: filter === undefined ? undefined : parseLogFilter(filter),
    level: level as LogSeverity | undefined,
    component,
    after: next === undefined ? undefined : parseLogPosition('next', next),
  }
}

interface Page {
  readonly records: readonly LogRecord[]
  /** Where the next page begins; absent at the end. */
  readonly next?: string | undefined
}

async function firstOf(
  found: AsyncIterable<LogRecord>,
  { limit, after }: { limit: number; after: LogPosition | undefined },
): Promise<Page> {
  const records: LogRecord[] = []
  let position = after
  let bytes = 0
  for await (const record of found) {
    const size = sizeOf(record)
    if (records.length === limit || (records.length > 0 && bytes + size > mostBytes)) {
      return { records, next: position && formatLogPosition(position) }
    }
    records.push(record)
    bytes += size
    position = positionAfter(position, record)
  }
  return { records }
}

/** Holds no more than it answers, however much it passes. */
async function lastOf(found: AsyncIterable<LogRecord>, limit: number): Promise<Page> {
  const records: LogRecord[] = []
  let bytes = 0
  let first = 0
  for await (const record of found) {
    records.push(record)
    bytes += sizeOf(record)
    while (records.length - first > limit || (bytes > mostBytes && records.length - first > 1)) {
      bytes -= sizeOf(records[first] ?? record)
      first += 1
    }
    if (first > 1_000) records.splice(0, first)
    if (first > 1_000) first = 0
  }
  return { records: records.slice(first) }
}

/** Roughly, without writing it out: texts are all there is to it. */
const sizeOf = ({ event }: LogRecord): number =>
  300 + event.message.length + (event.throwableInformation ?? []).reduce((sum, line) => sum + line.length + 3, 0)

async function* asEvents(
  records: AsyncIterable<LogRecord>,
  after: LogPosition | undefined,
): AsyncGenerator<ServerSentEvent> {
  let position = after
  for await (const record of records) {
    position = positionAfter(position, record)
    yield { id: formatLogPosition(position), event: 'log', data: shown(record) }
  }
}

const shown = ({ time, component, deploymentId, event }: LogRecord) => ({
  time: new Date(time).toISOString(),
  component,
  deploymentId,
  event,
})
