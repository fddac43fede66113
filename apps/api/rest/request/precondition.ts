import { InvalidArgumentException } from '@weir/service-model'
import type { FastifyRequest } from 'fastify'
import { readPrecondition } from '../answer/etag.ts'
import type { Look } from '../look.ts'
import type { RestInput } from './read-input.ts'
import { preconditionFailed, preconditionRequired } from '../answer/rest-error.ts'
import type { RestRoute } from '../route.ts'

const member = 'CurrentApplicationVersionId'

/**
 * The input with the version that If-Match demands.
 *
 * @throws 412 when the application has another version, 428 when nothing says which one is meant although the action wants to know.
 */
export async function applyPrecondition(
  { version }: RestRoute,
  { request, input, look }: { request: FastifyRequest; input: RestInput; look: Look },
): Promise<RestInput> {
  const header = request.headers['if-match']
  if (version === undefined) return input
  if (header === undefined) {
    if (version === 'demanded' && !isGiven(input[member]) && !isGiven(input.ConditionalToken))
      throw preconditionRequired()
    return input
  }
  const wanted = readPrecondition(header)
  if (version === 'demanded' && wanted !== '*' && wanted.length === 1) return withVersion(input, wanted[0])
  const current = await currentVersion(look, input)
  if (wanted !== '*' && !wanted.includes(current)) {
    throw preconditionFailed(`The application is at version ${current}, which If-Match does not name.`)
  }
  return version === 'demanded' ? withVersion(input, current) : input
}

async function currentVersion(look: Look, { ApplicationName }: RestInput): Promise<number> {
  const { ApplicationDetail } = await look('DescribeApplication', { ApplicationName })
  return ApplicationDetail.ApplicationVersionId
}

function withVersion(input: RestInput, version: number | undefined): RestInput {
  if (isGiven(input[member]) && input[member] !== version) {
    throw new InvalidArgumentException(`${member} is another version than If-Match names.`)
  }
  return { ...input, [member]: version }
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null
