import { Buffer } from 'node:buffer'
import type { FastifyReply } from 'fastify'

/** Sends a body of awsJson1_1. As bytes: to a text Fastify would add a charset that AWS's content type does not have. */
export function respond(reply: FastifyReply, body: string): FastifyReply {
  return reply.type('application/x-amz-json-1.1').send(Buffer.from(body))
}
