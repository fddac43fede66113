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

/** What the client is told: its own mistakes by name, ours only as InternalFailure (the log has the rest). */
export function serviceErrorOf(error: unknown, request: FastifyRequest): ServiceError {
  const known = error instanceof ServiceError ? error : refusedByFramework(error)
  const told = known ?? new InternalFailure()
  request.trail.error = told.name
  request.trail.errorMessage = told.message
  if (known === undefined) {
    // Of the trail only this: input and output may hold secrets.
    const { action, application, principal, error: name } = request.trail
    request.log.error({ err: error, action, application, principal, error: name }, 'request failed')
  }
  return told
}

/** Requests that Fastify itself refuses carry a 4xx status: too large, cut off, of an unreadable content type or path. */
function refusedByFramework(error: unknown): ServiceError | undefined {
  const { statusCode, message } = error as { statusCode?: number; message?: string }
  if (statusCode === undefined || statusCode < 400 || statusCode >= 500) return undefined
  if (statusCode === 413) return new RequestEntityTooLargeException('The request body is larger than this API takes.')
  if (statusCode === 404) return new UnknownOperationException('There is nothing here.')
  return new SerializationException(message ?? 'The request cannot be read.')
}
