import { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Place } from '../rest/wait/waiting-room.ts'

/** One event of a stream; `id` is what the client sends back as Last-Event-ID when it comes again. */
export interface ServerSentEvent {
  readonly id?: string | undefined
  readonly event?: string | undefined
  /** Sent as JSON. */
  readonly data: unknown
}

/** How often a comment goes out on a stream that is silent, so that proxies keep it open. */
const beatMs = 15_000
/** Then the client comes again, and is asked again who it is and what it may see. */
export const longestStreamMs = 3_600_000

/**
 * Answers with a stream of server-sent events (HTML living standard, section 9.2) for as long as `events` gives some and the client
 * listens, an hour at most. `events` is told by the signal when nobody listens any more, or when the service stops. The place is given
 * back then.
 */
export function sendEvents(
  request: FastifyRequest,
  reply: FastifyReply,
  { place, events }: { place: Place; events: (signal: AbortSignal) => AsyncIterable<ServerSentEvent> },
): FastifyReply {
  const gone = new AbortController()
  const leave = (): void => {
    clearTimeout(longest)
    gone.abort()
    place.leave()
  }
  const longest = setTimeout(leave, longestStreamMs)
  place.signal.addEventListener('abort', leave, { once: true })
  request.raw.once('close', leave)
  reply.raw.once('close', leave)
  // It may have gone while it was looked up, and nothing would ever tell.
  if (reply.raw.destroyed) leave()
  const text = withBeats(events(gone.signal), gone)
  return reply
    .header('content-type', 'text/event-stream')
    .header('cache-control', 'no-store')
    .header('x-accel-buffering', 'no')
    .send(Readable.from(text, { objectMode: false }))
}

async function* withBeats(events: AsyncIterable<ServerSentEvent>, gone: AbortController): AsyncGenerator<string> {
  const iterator = events[Symbol.asyncIterator]()
  yield ': stream\n\n'
  try {
    let next = iterator.next()
    for (;;) {
      const got = await Promise.race([next, beat(gone.signal)])
      if (got === undefined) yield ': beat\n\n'
      else if (got.done === true) return
      else {
        yield asText(got.value)
        next = iterator.next()
      }
      if (gone.signal.aborted) return
    }
  } finally {
    gone.abort()
    await iterator.return?.()
  }
}

function beat(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, beatMs)
    function done(): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve(undefined)
    }
    signal.addEventListener('abort', done)
  })
}

const asText = ({ id, event, data }: ServerSentEvent): string =>
  `${id === undefined ? '' : `id: ${id}\n`}${event === undefined ? '' : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`
