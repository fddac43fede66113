import { type UsagePeriod, type UsageRepository, usageWithin } from '@weir/domain'
import { InvalidArgumentException } from '@weir/service-model'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import type { Authenticate } from '../pipeline/authenticate.ts'
import { onlyMethods } from '../rest/only-methods.ts'
import { readParameters, readTime } from '../rest/request/read-parameters.ts'
import type { FindApplication } from './find-application.ts'
import type { InsightDeps } from './insight-deps.ts'

/** Periods in one answer; the sum is over all of them. */
const mostPeriods = 1_000

interface UsageRouteParts {
  readonly usage: Pick<UsageRepository, 'list' | 'totals'>
  readonly permit: InsightDeps['permit']
  readonly throttle: ApiDeps['throttle']
  readonly authenticate: Authenticate
  readonly find: FindApplication
  readonly now: () => Date
}

/** `GET /v1/applications/{name}/usage` and `GET /v1/usage`: KPU-seconds, of an application and of an account in a region. */
export function usageRoutes(
  app: FastifyInstance,
  { usage, permit, throttle, authenticate, find, now }: UsageRouteParts,
): void {
  const one = '/v1/applications/:name/usage'
  onlyMethods(app, { path: one, allowed: ['GET'] })
  app.get<{ Params: { name: string } }>(one, async (request) => {
    const { id, name, accountId, region } = await find(request, { name: request.params.name })
    const time = readWithin(request, now())
    const query = { accountId, region, applicationId: id, ...time }
    const [total, periods] = await Promise.all([usage.totals(query), usage.list(query, mostPeriods + 1)])
    return {
      application: name,
      ...shownTime(time),
      ...amount(total[0]?.kpuSeconds ?? 0),
      periods: periods.slice(0, mostPeriods).flatMap((period) => shown(period, time)),
      truncated: periods.length > mostPeriods,
    }
  })

  const all = '/v1/usage'
  onlyMethods(app, { path: all, allowed: ['GET'] })
  app.get(all, async (request) => {
    const { principal, region } = await authenticate(request)
    const { accountId } = principal
    const action = 'ListApplications'
    request.trail.action = action
    throttle({ accountId, region, action })
    const asker = { principal, region, sourceIp: request.ip, secure: request.protocol === 'https' }
    await permit(asker, { action: `kinesisanalytics:${action}`, resource: '*' })
    const time = readWithin(request, now())
    const totals = await usage.totals({ accountId, region, ...time })
    return {
      ...shownTime(time),
      ...amount(totals.reduce((sum, { kpuSeconds }) => sum + kpuSeconds, 0)),
      applications: totals.map(({ applicationId, applicationName, kpuSeconds }) => ({
        application: applicationName,
        applicationId,
        ...amount(kpuSeconds),
      })),
    }
  })
}

/** What is asked for, or this month so far: what AWS writes its bills of. */
const readWithin = (request: FastifyRequest, now: Date): { from: Date; to: Date } => {
  const given = readParameters(request, ['from', 'to'] as const)
  const to = readTime('to', given.to) ?? now
  const from = readTime('from', given.from) ?? new Date(Date.UTC(to.getUTCFullYear(), to.getUTCMonth(), 1))
  if (from < to) return { from, to }
  throw new InvalidArgumentException('from must be before to.')
}

const shownTime = ({ from, to }: { from: Date; to: Date }) => ({ from: from.toISOString(), to: to.toISOString() })

const amount = (kpuSeconds: number) => {
  const exact = Math.round(kpuSeconds * 1000) / 1000
  return { kpuSeconds: exact, kpuHours: Math.round((exact / 3600) * 1e6) / 1e6 }
}

const shown = (period: UsagePeriod, time: { from: Date; to: Date }) => {
  const within = usageWithin(period, time)
  if (within === undefined) return []
  const { deploymentId, kpus, endedAt } = period
  return [
    {
      ...shownTime(within),
      kpus,
      kpuSeconds: amount(within.kpuSeconds).kpuSeconds,
      deploymentId,
      open: endedAt === undefined,
    },
  ]
}
