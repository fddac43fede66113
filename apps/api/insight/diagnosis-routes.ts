import type { Diagnosis } from '@weir/domain'
import type { FastifyInstance } from 'fastify'
import { onlyMethods } from '../rest/only-methods.ts'
import { readInteger, readParameters } from '../rest/request/read-parameters.ts'
import type { FindApplication } from './find-application.ts'
import type { InsightDeps } from './insight-deps.ts'

const most = 50

/**
 * `GET /v1/applications/{name}/diagnosis`: why it failed last, or why that operation did; no member `diagnosis` when there is none.
 * `GET …/diagnoses`: all that are kept, newest first.
 */
export function diagnosisRoutes(
  app: FastifyInstance,
  { diagnoses, find }: { diagnoses: InsightDeps['diagnoses']; find: FindApplication },
): void {
  const newest = '/v1/applications/:name/diagnosis'
  onlyMethods(app, { path: newest, allowed: ['GET'] })
  app.get<{ Params: { name: string } }>(newest, async (request) => {
    const application = await find(request, { name: request.params.name })
    const { operationId } = readParameters(request, ['operationId'] as const)
    const [found] = await diagnoses.list(application.id, { operationId, limit: 1 })
    return { diagnosis: found && shown(found) }
  })

  const all = '/v1/applications/:name/diagnoses'
  onlyMethods(app, { path: all, allowed: ['GET'] })
  app.get<{ Params: { name: string } }>(all, async (request) => {
    const application = await find(request, { name: request.params.name })
    const given = readParameters(request, ['operationId', 'limit'] as const)
    const limit = readInteger('limit', given.limit, { min: 1, max: most, fallback: most })
    const found = await diagnoses.list(application.id, { operationId: given.operationId, limit })
    return { diagnoses: found.map(shown) }
  })
}

const shown = ({ applicationId: _, rule: __, diagnosedAt, updatedAt, ...rest }: Diagnosis) => ({
  ...rest,
  diagnosedAt: diagnosedAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
})
