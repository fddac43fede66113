import { claimedKey, requestHeaders, splitTarget, verifySignature } from '@weir/aws-wire'
import { type Principal, signingName } from '@weir/service-model'
import type { FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import { rawBody, smallBody } from '../raw-bodies.ts'
import { readTarget } from './target.ts'

type AuthenticationDeps = Pick<ApiDeps, 'lookupAccessKey' | 'clock' | 'regions'>

/** Who calls, and for which region. */
export interface Caller {
  readonly principal: Principal
  readonly region: string
}

/** Who signed the request. There is no other way in: whoever is not found here gets an error of authentication. */
export type Authenticate = (request: FastifyRequest) => Promise<Caller>

export function createAuthenticate(deps: AuthenticationDeps): Authenticate {
  return async (request) => {
    const { key, region } = await verifySignature(signedRequest(request, deps))
    request.trail.principal = key.principal
    request.trail.region = region
    key.used?.()
    return { principal: key.principal, region }
  }
}

/** Runs before the body is received: who sends a large one must name an action and a key we know. Strangers cannot fill our memory. */
export function createAdmission(deps: AuthenticationDeps) {
  return async (request: FastifyRequest): Promise<void> => {
    if (!isLarge(request)) return
    readTarget(request)
    await claimedKey(signedRequest(request, deps))
  }
}

/** Whether a request announces a body that is not taken from just anybody. */
export function isLarge({ headers }: FastifyRequest): boolean {
  return Number(headers['content-length'] ?? (headers['transfer-encoding'] ? Infinity : 0)) > smallBody
}

/** A request as the verifier of signatures wants it. */
export function signedRequest(request: FastifyRequest, { lookupAccessKey, clock, regions }: AuthenticationDeps) {
  return {
    method: request.method,
    ...splitTarget(request.raw.url ?? '/'),
    headers: requestHeaders(request.raw.rawHeaders),
    body: rawBody(request),
    now: clock.now(),
    regions,
    service: signingName,
    lookupKey: async (accessKeyId: string) => {
      const key = await lookupAccessKey(accessKeyId)
      if (key !== undefined) request.trail.claimed = { accessKeyId, principal: key.principal }
      return key
    },
  }
}
