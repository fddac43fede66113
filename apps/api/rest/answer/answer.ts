import { encodeResponse } from '@weir/aws-wire'
import type { ActionName, ActionTypes } from '@weir/service-model'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { entityTag, namesTag } from './etag.ts'
import { parameterName, pathMembers } from '../request/parameter-name.ts'
import type { RestInput } from '../request/read-input.ts'
import type { RestRoute } from '../route.ts'

/** What a route answers: an output, in the shape that `as` has on AWS. */
export interface RestAnswer {
  readonly route: RestRoute
  readonly as: ActionName
  readonly status: RestRoute['status']
  readonly input: RestInput
  readonly output: object
}

/** Sends an output as JSON in AWS's member names, times as ISO 8601; with ETag, Location and Link where the route has them. */
export function answer(request: FastifyRequest, reply: FastifyReply, { route, as, status, ...given }: RestAnswer) {
  const output = given.output as Record<string, unknown>
  const text = encodeResponse(as, output as unknown as ActionTypes[ActionName]['output'], (time) => time.toISOString())
  void reply.code(status).header('cache-control', 'no-store')

  const tag = tagOf(output, text)
  if (tag !== undefined) void reply.header('etag', tag)
  const known = request.headers['if-none-match']
  if (route.method === 'GET' && tag !== undefined && known !== undefined && namesTag(known, tag)) {
    return reply.code(304).send()
  }

  const location = (status === 201 || status === 202) && filled(route.location, { ...given.input, ...output })
  if (location) void reply.header('location', location)
  if (typeof output.NextToken === 'string') void reply.header('link', nextPage(request, output.NextToken))
  if (status === 204) return reply.send()
  // As bytes: to a text Fastify would add a charset, which this media type does not have.
  return reply.type('application/json').send(Buffer.from(text))
}

/** Of an application, or a version of one, or of what says only which version the application now has. */
function tagOf(output: Record<string, unknown>, text: string): string | undefined {
  const detail = output.ApplicationDetail ?? output.ApplicationVersionDetail
  if (detail !== undefined) return entityTag((detail as { ApplicationVersionId: number }).ApplicationVersionId, text)
  return typeof output.ApplicationVersionId === 'number' ? entityTag(output.ApplicationVersionId) : undefined
}

function filled(template: string | undefined, members: Record<string, unknown>): string | undefined {
  if (template === undefined || pathMembers(template).some((member) => members[member] === undefined)) return undefined
  return template.replace(/\{(\w+)\}/g, (_, member: string) => encodeURIComponent(String(members[member])))
}

/** The same request for the page that follows. */
function nextPage({ url }: FastifyRequest, token: string): string {
  const [path = '', query = ''] = url.split('?', 2)
  const name = parameterName('NextToken')
  const kept = query.split('&').filter((pair) => pair !== '' && !/^X-Amz-/.test(pair) && !pair.startsWith(`${name}=`))
  return `<${path}?${[...kept, `${name}=${encodeURIComponent(token)}`].join('&')}>; rel="next"`
}
