import { Buffer } from 'node:buffer'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/** The largest legal request carries 50 MiB of code as base64 (67 MiB), and some settings. */
export const largestBody = 70 * 1024 * 1024

/** Up to here a body is received from anybody, for any path. */
export const smallBody = 1024 * 1024

/** Leaves every body as the bytes that came, whatever type they claim: the signature is over them. */
export function keepRawBodies(app: FastifyInstance): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
    done(null, body)
  })
}

/** The body's bytes; none when the request has no body. */
export function rawBody(request: FastifyRequest): Uint8Array {
  return Buffer.isBuffer(request.body) ? request.body : new Uint8Array()
}
