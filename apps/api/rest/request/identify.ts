import { InvalidArgumentException, UnrecognizedClientException } from '@weir/service-model'
import type { FastifyRequest } from 'fastify'
import type { ApiDeps } from '../../deps.ts'
import type { Authenticate } from '../../pipeline/authenticate.ts'
import { bearerToken } from './bearer-token.ts'
import { queryOf } from './query.ts'

/** Who calls the REST face: the owner of the API token in `Authorization: Bearer`, or the signer of the request. */
export function createIdentify({
  authenticate,
  lookupApiToken,
  region,
  regions,
}: Pick<ApiDeps, 'lookupApiToken' | 'region' | 'regions'> & { authenticate: Authenticate }): Authenticate {
  return async (request) => {
    const token = bearerToken(request)
    if (token === undefined) {
      const caller = await authenticate(request)
      const wanted = wantedRegion(request, regions) ?? caller.region
      if (wanted === caller.region) return caller
      throw new InvalidArgumentException(`The request is for ${wanted}, but signed for ${caller.region}.`)
    }
    const principal = await lookupApiToken(token)
    if (principal === undefined)
      throw new UnrecognizedClientException('The API token included in the request is invalid.')
    request.trail.principal = principal
    const caller = { principal, region: wantedRegion(request, regions) ?? region }
    request.trail.region = caller.region
    return caller
  }
}

/** A token is good for every region, so a request may name one. */
function wantedRegion(request: FastifyRequest, regions: readonly string[]): string | undefined {
  const named = [...(queryOf(request).get('region') ?? []), ...[request.headers['x-weir-region'] ?? []].flat()]
  const [wanted, other] = new Set(named)
  if (other !== undefined) throw new InvalidArgumentException('The request names more than one region.')
  if (wanted === undefined || regions.includes(wanted)) return wanted
  throw new InvalidArgumentException(`The region must be one of ${regions.join(', ')}, not '${wanted.slice(0, 64)}'.`)
}
