import type { IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { Server as TlsServer } from 'node:tls'
import type { FastifyInstance } from 'fastify'
import type { Readiness } from '../deps.ts'

/** How a service leaves. */
export interface DrainOptions {
  /** How long it still takes new requests while /health/ready says 503, so that load balancers turn away first. */
  readonly noticeMs: number
  /** Longest that requests in progress may take to finish afterwards. */
  readonly limitMs: number
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Says so at /health/ready, closes the door, lets requests in progress finish, and closes. Calling it again waits for the first. */
    drain(options: DrainOptions): Promise<void>
  }
}

/** Gives the api its orderly end, and what /health/ready says while it comes. */
export function drainable(app: FastifyInstance, readiness: () => Promise<Readiness>): () => Promise<Readiness> {
  let draining: Promise<void> | undefined
  const unused = unusedConnections(app)

  app.addHook('onSend', (_request, reply, _payload, next) => {
    // Whoever is answered now shall open a connection to somebody else for the next request.
    if (draining !== undefined) reply.header('connection', 'close')
    next()
  })

  const drain = async ({ noticeMs, limitMs }: DrainOptions): Promise<void> => {
    await pause(noticeMs)
    const closed = app.close()
    const over = new AbortController()
    const hurry = closeIdle(app, unused, over.signal)
    await Promise.race([closed, pause(limitMs, undefined, { signal: over.signal }).catch(() => undefined)])
    over.abort()
    app.server.closeAllConnections()
    await Promise.all([closed, hurry])
  }

  app.decorate('drain', (options: DrainOptions) => (draining ??= drain(options)))
  return async () => (draining === undefined ? readiness() : { ready: false, checks: { service: 'stopping' } })
}

/** A kept connection whose request ends during the drain becomes idle then, and would hold the server open. */
async function closeIdle(app: FastifyInstance, unused: ReadonlySet<Socket>, signal: AbortSignal): Promise<void> {
  for (let look = 1; !signal.aborted; look += 1) {
    app.server.closeIdleConnections()
    // The first request of a connection may be on its way: a moment is enough for its header.
    if (look > unusedLooks) for (const socket of unused) socket.destroy()
    await pause(lookMs, undefined, { signal }).catch(() => undefined)
  }
}

const lookMs = 100
const unusedLooks = 10

/** Connections that have brought no request yet: Node counts them as busy, and a client that only keeps one ready would be waited for. */
function unusedConnections({ server }: FastifyInstance): ReadonlySet<Socket> {
  const unused = new Set<Socket>()
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    unused.add(socket)
    socket.once('close', () => unused.delete(socket))
  })
  server.on('request', ({ socket }: IncomingMessage) => unused.delete(socket))
  return unused
}
