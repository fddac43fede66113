import { decodeRequest } from '@weir/aws-wire'
import { SerializationException } from '@weir/service-model'
import type { FastifyRequest } from 'fastify'
import { rawBody } from '../raw-bodies.ts'

/** The JSON value in the request's body. */
export function decode(request: FastifyRequest): unknown {
  const encoding = request.headers['content-encoding'] ?? 'identity'
  if (encoding !== 'identity') {
    throw new SerializationException(
      `The Content-Encoding '${encoding.slice(0, 64)}' is not supported; send plain JSON.`,
    )
  }
  return decodeRequest(rawBody(request))
}
