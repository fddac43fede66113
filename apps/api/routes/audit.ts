import type { AuditQuery, AuditRecord } from '@weir/domain'
import { InvalidArgumentException } from '@weir/service-model'
import type { FastifyInstance } from 'fastify'
import type { AuditDeps } from '../deps.ts'
import type { Authenticate } from '../pipeline/authenticate.ts'
import { readParameters, readTime } from '../rest/request/read-parameters.ts'

/** As CloudTrail's LookupEvents. */
const mostAtOnce = 50

/** `GET /v1/audit`: what the caller's account has done, newest first; CloudTrail's LookupEvents with several conditions at once. */
export function auditRoutes({
  audit,
  authenticate,
  throttle,
}: {
  audit: Pick<AuditDeps, 'records' | 'authorize'>
  authenticate: Authenticate
  throttle: (call: { accountId: string; region: string; action: string }) => void
}) {
  return (app: FastifyInstance): void => {
    app.get('/v1/audit', async (request) => {
      const { principal, region } = await authenticate(request)
      const { accountId } = principal
      request.trail.event = { eventSource: 'cloudtrail.amazonaws.com', eventName: 'LookupEvents', readOnly: true }
      throttle({ accountId, region, action: 'LookupEvents' })
      const given = readParameters(request, names)
      request.trail.event = { ...request.trail.event, requestParameters: given }
      const { ip: sourceIp, protocol } = request
      await audit.authorize({ principal, region, sourceIp, secure: protocol === 'https' })
      const query = auditQuery(accountId, given)
      const found = await audit.records.find({ ...query, limit: query.limit + 1 })
      const page = found.slice(0, query.limit)
      const last = found.length > query.limit ? page.at(-1) : undefined
      return { Events: page.map(lookedUp), NextToken: last && tokenOf(last) }
    })
  }
}

const names = ['from', 'to', 'eventName', 'username', 'resource', 'readOnly', 'limit', 'nextToken'] as const

type Parameters = Partial<Record<(typeof names)[number], string>>

function auditQuery(accountId: string, given: Parameters): AuditQuery {
  const { eventName, username, resource, limit = String(mostAtOnce), readOnly } = given
  if (!/^\d{1,3}$/.test(limit) || Number(limit) < 1 || Number(limit) > mostAtOnce) {
    throw new InvalidArgumentException(`limit must be a number from 1 to ${mostAtOnce}.`)
  }
  if (readOnly !== undefined && readOnly !== 'true' && readOnly !== 'false') {
    throw new InvalidArgumentException('readOnly must be true or false.')
  }
  return {
    accountId,
    from: readTime('from', given.from),
    to: readTime('to', given.to),
    eventName,
    userName: username,
    resource,
    readOnly: readOnly === undefined ? undefined : readOnly === 'true',
    after: given.nextToken === undefined ? undefined : placeOf(given.nextToken),
    limit: Number(limit),
  }
}

const tokenOf = ({ at, id }: AuditRecord): string => Buffer.from(`${at.getTime()} ${id}`).toString('base64url')

function placeOf(token: string): { at: Date; id: string } {
  const text = Buffer.from(token, 'base64url').toString()
  const [, time, id] = /^(\d{1,15}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text) ?? []
  if (time === undefined || id === undefined) throw new InvalidArgumentException('nextToken is not one of this list.')
  return { at: new Date(Number(time)), id }
}

/** CloudTrail's Event; the record itself as JSON, where AWS has a text. */
function lookedUp({ id, at, eventName, userName, readOnly, resources, event }: AuditRecord): object {
  const record = JSON.parse(event) as { eventSource: string; userIdentity: { accessKeyId?: string } }
  return {
    EventId: id,
    EventName: eventName,
    EventTime: at.toISOString(),
    EventSource: record.eventSource,
    ReadOnly: readOnly,
    Username: userName,
    AccessKeyId: record.userIdentity.accessKeyId,
    Resources: resources.map((ResourceName) => ({ ResourceName })),
    CloudTrailEvent: record,
  }
}
