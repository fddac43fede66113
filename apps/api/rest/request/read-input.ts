import { actions, InvalidArgumentException, SerializationException } from '@weir/service-model'
import { shapeNamed } from '@weir/service-model/shape-named'
import type { FastifyRequest } from 'fastify'
import { decode } from '../../pipeline/decode.ts'
import { rawBody } from '../../raw-bodies.ts'
import { parameterName, pathMembers } from './parameter-name.ts'
import { queryOf } from './query.ts'
import type { RestRoute } from '../route.ts'

/** An action's input as JSON in AWS's member names, not validated yet. */
export type RestInput = Record<string, unknown>

/** Puts together what a request says in its path, its query and its body. */
export function readInput(route: RestRoute, request: FastifyRequest): RestInput {
  const named = { ...fromPath(route, request), ...fromQuery(route, request) }
  const input = fromBody(route, request)
  for (const [member, value] of Object.entries(named)) {
    const other = input[member] ?? value
    if (other !== value) {
      throw new InvalidArgumentException(`The body has another ${member} than the path or the query.`)
    }
    input[member] = value
  }
  return input
}

function fromPath(route: RestRoute, request: FastifyRequest): RestInput {
  const values = request.params as Record<string, string>
  return Object.fromEntries(
    pathMembers(route.path).map((member) => [member, valueOf(route, { member, texts: [values[member] ?? ''] })]),
  )
}

function fromQuery(route: RestRoute, request: FastifyRequest): RestInput {
  const query = queryOf(request)
  const members = new Map((route.query ?? []).map((member) => [parameterName(member), member]))
  const input: RestInput = {}
  for (const [name, texts] of query) {
    const member = members.get(name)
    if (member !== undefined) input[member] = valueOf(route, { member, texts })
    else if (!isForTheFace(route, name)) refuseParameter(route, name)
  }
  return input
}

/** What the face itself reads: the region, the waiting, a signature. */
function isForTheFace({ wait }: RestRoute, name: string): boolean {
  return name === 'region' || name.startsWith('X-Amz-') || (wait !== undefined && ['wait', 'timeout'].includes(name))
}

/** A mistyped parameter that is ignored would be a start that nobody waits for. */
function refuseParameter({ query = [], wait }: RestRoute, name: string): never {
  const known = [...query.map(parameterName), ...(wait === undefined ? [] : ['wait', 'timeout']), 'region']
  throw new InvalidArgumentException(
    `There is no query parameter '${name.slice(0, 64)}' here, but ${known.join(', ')}.`,
  )
}

/** Text where the model has text; the numbers that it has elsewhere. What is neither goes on as it is, for the validator to refuse. */
function valueOf({ action }: RestRoute, { member, texts }: { member: string; texts: readonly string[] }): unknown {
  const input = shapeNamed(actions[action].input)
  const shape = shapeNamed(input.type === 'structure' ? (input.members[member] ?? '') : '')
  if (shape.type === 'list') return texts
  const [text = '', ...more] = texts
  if (more.length > 0) throw new InvalidArgumentException(`The query has more than one ${parameterName(member)}.`)
  return numbers[shape.type]?.test(text) === true ? Number(text) : text
}

/** An epoch time may stand where an ISO date may. */
const numbers: Readonly<Record<string, RegExp>> = {
  integer: /^-?\d{1,15}$/,
  long: /^-?\d{1,15}$/,
  timestamp: /^\d{1,12}(\.\d{1,9})?$/,
}

function fromBody({ method }: RestRoute, request: FastifyRequest): RestInput {
  if (method === 'GET' || method === 'DELETE') {
    if (rawBody(request).length === 0) return {}
    throw new SerializationException(`A ${method} request has no body here: use the query.`)
  }
  const value = decode(request)
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
  throw new SerializationException('The request body must be a JSON object.')
}
