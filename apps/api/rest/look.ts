import { type ActionName, type ActionTypes, validateInput } from '@weir/service-model'
import type { FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import { createAct } from '../pipeline/act.ts'
import type { Caller } from '../pipeline/authenticate.ts'

/** Reads on the caller's behalf what a request leaves to the server to find out; the caller must be allowed to read it. */
export type Look = <N extends ActionName>(action: N, input: unknown) => Promise<ActionTypes[N]['output']>

/**
 * A second way to the actions beside `serve`, for reading alone: it leaves no trail, since the request is for something else. `metered`
 * looks count as calls of their account; the looks of somebody who waits do not, they come as often as the server likes.
 */
export function createLook(deps: Pick<ApiDeps, 'actions' | 'authorize' | 'throttle'>) {
  const act = createAct(deps)
  return (request: FastifyRequest, { principal, region }: Caller, { metered }: { metered: boolean }): Look =>
    async (action, wire) => {
      if (metered) deps.throttle({ accountId: principal.accountId, region, action })
      const input = validateInput(action, wire)
      const { ip: sourceIp, protocol } = request
      await deps.authorize({ action, input, principal, region, sourceIp, secure: protocol === 'https' })
      return act(request, { action, input, principal, region })
    }
}
