import { setTimeout as pause } from 'node:timers/promises'
import type { ApplicationEvent, ApplicationEventKind } from '@weir/domain'
import { InvalidArgumentException } from '@weir/service-model'
import type { FastifyInstance } from 'fastify'
import { onlyMethods } from '../rest/only-methods.ts'
import { readFlag, readInteger, readParameters } from '../rest/request/read-parameters.ts'
import { createWaitingRoom } from '../rest/wait/waiting-room.ts'
import type { FindApplication } from './find-application.ts'
import type { InsightDeps } from './insight-deps.ts'
import { sendEvents, type ServerSentEvent } from './server-sent-events.ts'

const kinds: readonly ApplicationEventKind[] = [
  'status',
  'phase',
  'deployment',
  'health',
  'diagnosis',
  'scaling',
  'maintenance',
  'snapshot',
]
const most = 500
const lookMs = 250
/** Each holds a connection and asks Postgres four times a second. */
const streamsPerAccount = 50

/** `GET /v1/applications/{name}/events`: what happened, newest first; with `follow=true` a stream of what happens from now on. */
export function eventsRoute(
  app: FastifyInstance,
  { events, find }: { events: InsightDeps['events']; find: FindApplication },
): void {
  const path = '/v1/applications/:name/events'
  const streams = createWaitingRoom({ perAccount: streamsPerAccount })
  app.addHook('preClose', (done) => {
    streams.close()
    done()
  })
  onlyMethods(app, { path, allowed: ['GET'] })
  app.get<{ Params: { name: string } }>(path, async (request, reply) => {
    const application = await find(request, { name: request.params.name })
    const given = readParameters(request, ['kinds', 'before', 'after', 'limit', 'follow'] as const)
    const number = { min: 0, max: Number.MAX_SAFE_INTEGER, fallback: 0 }
    const limit = readInteger('limit', given.limit, { min: 1, max: most, fallback: 100 })
    const wanted = readKinds(given.kinds)
    if (!readFlag('follow', given.follow, false)) {
      const before = given.before === undefined ? undefined : readInteger('before', given.before, number)
      const found = await events.listNewest(application.id, { before, limit, kinds: wanted })
      return { events: found.map(shown), next: found.length === limit ? found.at(-1)?.sequence : undefined }
    }
    const last = request.headers['last-event-id']
    const after = typeof last === 'string' && /^\d{1,15}$/.test(last) ? last : given.after
    const [newest] = after === undefined ? await events.listNewest(application.id, { limit: 1 }) : []
    const from = after === undefined ? (newest?.sequence ?? 0) : readInteger('after', after, number)
    const place = streams.enter(application.accountId)
    const found = (signal: AbortSignal) => follow({ events, id: application.id, from, wanted, signal })
    return sendEvents(request, reply, { place, events: found })
  })
}

async function* follow({
  events,
  id,
  from,
  wanted,
  signal,
}: {
  events: InsightDeps['events']
  id: string
  from: number
  wanted: readonly ApplicationEventKind[] | undefined
  signal: AbortSignal
}): AsyncGenerator<ServerSentEvent> {
  let after = from
  while (!signal.aborted) {
    const found = await events.listAfter(id, { after, limit: most, kinds: wanted })
    for (const event of found) yield { id: String(event.sequence), event: event.kind, data: shown(event) }
    after = found.at(-1)?.sequence ?? after
    await pause(lookMs, undefined, { signal }).catch(() => undefined)
  }
}

function readKinds(text: string | undefined): readonly ApplicationEventKind[] | undefined {
  if (text === undefined) return undefined
  const named = text.split(',')
  const unknown = named.find((each) => !(kinds as readonly string[]).includes(each))
  if (unknown === undefined) return named as ApplicationEventKind[]
  throw new InvalidArgumentException(`kinds must be some of ${kinds.join(', ')}.`)
}

const shown = ({ sequence, at, kind, message, operationId, deploymentId, detail }: ApplicationEvent) => ({
  sequence,
  time: at.toISOString(),
  kind,
  message,
  operationId,
  deploymentId,
  detail,
})
