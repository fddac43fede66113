import type { ActionName, Principal } from '@weir/service-model'
import type { AuditedEvent } from '@weir/telemetry'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** What the stages learn of a request on its way, for the log line and the audit record at its end. */
export interface RequestTrail {
  action?: ActionName
  application?: string
  principal?: Principal
  /** The key that the request names, with the one it belongs to: known, and not verified unless there is a `principal`. */
  claimed?: { readonly accessKeyId: string; readonly principal: Principal }
  region?: string
  /** The validated input and the output; they may hold secrets and never reach the log. */
  input?: unknown
  output?: unknown
  /** What is to be audited of a request that is for no action; it must hold no secret. */
  event?: AuditedEvent
  /** Name and text of the error that was answered. */
  error?: string
  errorMessage?: string
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
