import { splitTarget } from '@weir/aws-wire'
import { SerializationException } from '@weir/service-model'
import type { FastifyRequest } from 'fastify'

/** The query as signers read it: names to all their values, a plus sign is itself (ISO dates with an offset carry one). */
export function queryOf(request: FastifyRequest): ReadonlyMap<string, readonly string[]> {
  try {
    return splitTarget(request.raw.url ?? '/').query
  } catch {
    throw new SerializationException('The query string is not correctly percent-encoded.')
  }
}
