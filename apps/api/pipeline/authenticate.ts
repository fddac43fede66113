import { requestHeaders, splitTarget, verifySignature } from '@weir/aws-wire'
import { type Principal, signingName } from '@weir/service-model'
import type { FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import { rawBody } from '../raw-bodies.ts'

/** Who signed the request. There is no other way in: whoever is not found here gets an error of authentication. */
export type Authenticate = (request: FastifyRequest) => Promise<Principal>

export function createAuthenticate(deps: Pick<ApiDeps, 'lookupAccessKey' | 'clock' | 'region'>): Authenticate {
  return async (request) => {
    const { principal } = await verifySignature({
      method: request.method,
      ...splitTarget(request.raw.url ?? '/'),
      headers: requestHeaders(request.raw.rawHeaders),
      body: rawBody(request),
      now: deps.clock.now(),
      region: deps.region,
      service: signingName,
      lookupKey: deps.lookupAccessKey,
    })
    request.trail.principal = principal
    return principal
  }
}
