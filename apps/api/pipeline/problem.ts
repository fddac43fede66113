import { type ServiceError, ThrottlingException } from '@weir/service-model'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { problemTable, problemType } from '../rest/answer/problem-table.ts'
import { RestError } from '../rest/answer/rest-error.ts'
import { serviceErrorOf } from './errors.ts'

/** Answers an error as problem+json (RFC 9457), for everything that is not AWS's own protocol. */
export function answerProblem(thrown: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const error = serviceErrorOf(thrown, request)
  const { name, message, details } = error
  const status = statusOf(error)
  if (status === 401) void reply.header('www-authenticate', 'Bearer realm="weir", AWS4-HMAC-SHA256')
  if (status === 429 || status === 503) void reply.header('retry-after', retryAfter(error))
  const problem = {
    ...details,
    type: problemType(name),
    title: problemTable[name]?.title ?? name,
    status,
    detail: message,
    instance: `urn:uuid:${request.id}`,
    requestId: request.id,
    error: name,
  }
  // As bytes: to a text Fastify would add a charset, which this media type does not have.
  void reply
    .code(status)
    .type('application/problem+json')
    .send(Buffer.from(JSON.stringify(problem)))
}

/** Whole seconds, as HTTP has them. */
function retryAfter(error: ServiceError): string {
  return String(error instanceof ThrottlingException ? Math.max(1, Math.ceil(error.retryAfterSeconds)) : 1)
}

function statusOf(error: ServiceError): number {
  if (error instanceof RestError) return error.statusCode
  return problemTable[error.name]?.status ?? error.statusCode
}
