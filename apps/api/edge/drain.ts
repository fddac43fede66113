import { setTimeout as pause } from 'node:timers/promises'
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

  app.addHook('onSend', (_request, reply, _payload, next) => {
    // Whoever is answered now shall open a connection to somebody else for the next request.
    if (draining !== undefined) reply.header('connection', 'close')
    next()
  })

  const drain = async ({ noticeMs, limitMs }: DrainOptions): Promise<void> => {
    await pause(noticeMs)
    const closed = app.close()
    const over = new AbortController()
    const hurry = closeIdle(app, over.signal)
    await Promise.race([closed, pause(limitMs, undefined, { signal: over.signal }).catch(() => undefined)])
    over.abort()
    app.server.closeAllConnections()
    await Promise.all([closed, hurry])
  }

  app.decorate('drain', (options: DrainOptions) => (draining ??= drain(options)))
  return async () => (draining === undefined ? readiness() : { ready: false, checks: { service: 'stopping' } })
}

/** A kept connection whose request ends during the drain becomes idle then, and would hold the server open. */
async function closeIdle(app: FastifyInstance, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    app.server.closeIdleConnections()
    await pause(100, undefined, { signal }).catch(() => undefined)
  }
}
