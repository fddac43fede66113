import { type ActionName, actions, targetPrefix, UnknownOperationException } from '@weir/service-model'
import type { FastifyRequest } from 'fastify'

/** The action a request is for, from its X-Amz-Target header. */
export function readTarget(request: FastifyRequest): ActionName {
  const target = request.headers['x-amz-target']
  const name =
    typeof target === 'string' && target.startsWith(`${targetPrefix}.`) ? target.slice(targetPrefix.length + 1) : ''
  if (!isAction(name)) {
    throw new UnknownOperationException(
      `The header X-Amz-Target must be ${targetPrefix}.<action> with an action of this API.`,
    )
  }
  request.trail.action = name
  return name
}

function isAction(name: string): name is ActionName {
  return Object.hasOwn(actions, name)
}
