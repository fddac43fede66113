import { claimedKey } from '@weir/aws-wire'
import { UnrecognizedClientException } from '@weir/service-model'
import type { FastifyRequest } from 'fastify'
import type { ApiDeps } from '../../deps.ts'
import { isLarge, signedRequest } from '../../pipeline/authenticate.ts'
import { bearerToken } from './bearer-token.ts'

/** Runs before the body is received: a large one is taken only from whoever shows a token or names a key that we know. */
export function createRestAdmission(deps: Pick<ApiDeps, 'lookupAccessKey' | 'lookupApiToken' | 'clock' | 'regions'>) {
  return async (request: FastifyRequest): Promise<void> => {
    if (!isLarge(request)) return
    const token = bearerToken(request)
    if (token === undefined) await claimedKey(signedRequest(request, deps))
    else if ((await deps.lookupApiToken(token)) === undefined) throw new UnrecognizedClientException()
  }
}
