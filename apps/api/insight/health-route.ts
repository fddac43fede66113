import type { FastifyInstance } from 'fastify'
import { onlyMethods } from '../rest/only-methods.ts'
import { readParameters } from '../rest/request/read-parameters.ts'
import type { FindApplication } from './find-application.ts'
import type { InsightDeps } from './insight-deps.ts'

/** `GET /v1/applications/{name}/health`: how the application does, beside its status. */
export function healthRoute(
  app: FastifyInstance,
  { readHealth, find }: { readHealth: InsightDeps['readHealth']; find: FindApplication },
): void {
  const path = '/v1/applications/:name/health'
  onlyMethods(app, { path, allowed: ['GET'] })
  app.get<{ Params: { name: string } }>(path, async (request) => {
    const application = await find(request, { name: request.params.name })
    readParameters(request, [])
    const { state, since, why, watch } = await readHealth(application)
    return {
      state,
      since: since.toISOString(),
      why,
      failures: watch?.count ?? 0,
      lastFailure: watch?.troubles.at(-1),
      diagnosisId: watch?.diagnosisId,
    }
  })
}
