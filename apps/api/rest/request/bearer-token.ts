import { requestHeaders } from '@weir/aws-wire'
import { UnrecognizedClientException } from '@weir/service-model'
import type { FastifyRequest } from 'fastify'

/** The token of `Authorization: Bearer`; undefined for a request that comes with something else. */
export function bearerToken({ headers: { authorization = '' }, raw }: FastifyRequest): string | undefined {
  const [scheme = '', token = '', ...more] = authorization.split(/ +/, 3)
  if (scheme.toLowerCase() !== 'bearer') return undefined
  // Node keeps the first: a proxy that looks at the last would have let somebody else in.
  if ((requestHeaders(raw.rawHeaders).get('authorization')?.length ?? 0) > 1) {
    throw new UnrecognizedClientException('The request has more than one Authorization header.')
  }
  if (more.length === 0 && /^[\w.~+/=-]{1,512}$/.test(token)) return token
  throw new UnrecognizedClientException('The Authorization header has no API token that could be one.')
}
