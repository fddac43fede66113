import { type ActionName, type ActionTypes, validateInput } from '@weir/service-model'
import type { FastifyRequest } from 'fastify'

/** The action's input, as the model wants it. */
export function validate<N extends ActionName>(
  request: FastifyRequest,
  action: N,
  wire: unknown,
): ActionTypes[N]['input'] {
  const input = validateInput(action, wire)
  if ('ApplicationName' in input) request.trail.application = input.ApplicationName
  return input
}
