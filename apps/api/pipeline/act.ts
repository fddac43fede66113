import { type ActionName, type ActionTypes, type Principal, UnsupportedOperationException } from '@weir/service-model'
import type { FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.ts'

/** An action with its input and its caller. */
export interface Call<N extends ActionName> {
  readonly action: N
  readonly input: ActionTypes[N]['input']
  readonly principal: Principal
  /** The region the request was signed for. */
  readonly region: string
}

/** Carries a call out and resolves to the action's output. */
export type Act = <N extends ActionName>(request: FastifyRequest, call: Call<N>) => Promise<ActionTypes[N]['output']>

export function createAct({ actions }: Pick<ApiDeps, 'actions'>): Act {
  return async (request, { action, input, principal, region }) => {
    const handler = actions[action]
    if (handler === undefined) {
      throw new UnsupportedOperationException(`Operation ${action} is not supported yet by Weir.`)
    }
    const logger = request.log.child({ action, application: request.trail.application })
    return handler(input, {
      requestId: request.id,
      region,
      principal,
      logger,
      reachedAt: `${request.protocol}://${request.host}`,
    })
  }
}
