import type { ActionName, Principal } from '@weir/service-model'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** What the stages learn of a request on its way, for the log line at its end. */
export interface RequestTrail {
  action?: ActionName
  application?: string
  principal?: Principal
  region?: string
  /** The validated input and the output; they may hold secrets and never reach the log. */
  input?: unknown
  output?: unknown
  /** Name of the error that was answered. */
  error?: string
}

declare module 'fastify' {
  interface FastifyRequest {
    trail: RequestTrail
  }
}

/** Gives every request an empty trail and every answer the request's id. */
export function identifyRequests(app: FastifyInstance): void {
  app.decorateRequest('trail')
  app.addHook('onRequest', (request, reply, next) => {
    beginTrail(request, reply)
    next()
  })
}

/** For requests that no hook sees, because their target could not even be read. */
export function beginTrail(request: FastifyRequest, reply: FastifyReply): void {
  request.trail = {}
  reply.header('x-amzn-RequestId', request.id)
}
