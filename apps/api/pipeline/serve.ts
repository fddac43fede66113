import type { ActionName, ActionTypes, Principal } from '@weir/service-model'
import type { FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import { createAct } from './act.ts'
import { validate } from './validate.ts'

/** A call as its face has read it: who asks for which action, where, with which JSON. */
export interface IncomingCall<N extends ActionName> {
  readonly action: N
  readonly principal: Principal
  readonly region: string
  /** The input as JSON in AWS's member names; not validated yet. */
  readonly wire: unknown
}

/** Carries an authenticated call through every stage that both faces share. */
export type Serve = <N extends ActionName>(
  request: FastifyRequest,
  call: IncomingCall<N>,
) => Promise<ActionTypes[N]['output']>

/** Throttle, validate, authorize, act: the one way to an action, whichever face the call came in by. */
export function createServe(deps: Pick<ApiDeps, 'actions' | 'authorize' | 'throttle'>): Serve {
  const act = createAct(deps)
  return async (request, { action, principal, region, wire }) => {
    request.trail.action = action
    request.trail.region = region
    deps.throttle({ accountId: principal.accountId, region, action })
    const input = validate(request, action, wire)
    request.trail.input = input
    await deps.authorize({
      action,
      input,
      principal,
      region,
      sourceIp: request.ip,
      secure: request.protocol === 'https',
    })
    const output = await act(request, { action, input, principal, region })
    request.trail.output = output
    return output
  }
}
