import { encodeError } from '@weir/aws-wire'
import {
  InternalFailure,
  RequestEntityTooLargeException,
  SerializationException,
  ServiceError,
  UnknownOperationException,
} from '@weir/service-model'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { respond } from './respond.ts'

/** Answers an error as AWS JSON. */
export function answerAwsError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { statusCode, headers, body } = encodeError(serviceErrorOf(error, request))
  void respond(reply.code(statusCode).headers(headers), body)
}

/** Answers an error as problem+json (RFC 9457), for everything that is not AWS's own protocol. */
export function answerProblem(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const { name, message, statusCode } = serviceErrorOf(error, request)
  const status = restStatus[name] ?? statusCode
  if (status === 401) void reply.header('www-authenticate', 'AWS4-HMAC-SHA256')
  const problem = { type: 'about:blank', title: name, status, detail: message, requestId: request.id }
  void reply.code(status).type('application/problem+json').send(JSON.stringify(problem))
}

/** AWS JSON says 400 to nearly everything; REST has finer words. */
const restStatus: Readonly<Record<string, number>> = {
  MissingAuthenticationTokenException: 401,
  UnrecognizedClientException: 403,
  InvalidSignatureException: 403,
  ExpiredTokenException: 403,
  AccessDeniedException: 403,
  ResourceNotFoundException: 404,
  UnknownOperationException: 404,
  ThrottlingException: 429,
}

/** What the client is told: its own mistakes by name, ours only as InternalFailure (the log has the rest). */
function serviceErrorOf(error: unknown, request: FastifyRequest): ServiceError {
  const known = error instanceof ServiceError ? error : refusedByFramework(error)
  request.trail.error = known?.name ?? 'InternalFailure'
  if (known !== undefined) return known
  request.log.error({ err: error, ...request.trail }, 'request failed')
  return new InternalFailure()
}

/** Requests that Fastify itself refuses carry a 4xx status: too large, cut off, of an unreadable content type or path. */
function refusedByFramework(error: unknown): ServiceError | undefined {
  const { statusCode, message } = error as { statusCode?: number; message?: string }
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return undefined
  if (statusCode === 413) return new RequestEntityTooLargeException('The request body is larger than this API takes.')
  if (statusCode === 404) return new UnknownOperationException('There is nothing here.')
  return new SerializationException(message ?? 'The request cannot be read.')
}
