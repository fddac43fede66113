import type { Application, SqlExplanation } from '@weir/domain'
import type { FastifyInstance } from 'fastify'
import { onlyMethods } from '../rest/only-methods.ts'
import { readParameters } from '../rest/request/read-parameters.ts'
import type { FindApplication } from './find-application.ts'

/** `GET /v1/applications/{name}/sql/explain`: what the code of a SQL application becomes on Flink, for those who want to leave SQL-1_0. */
export function explainSqlRoute(
  app: FastifyInstance,
  { explain, find }: { explain: (application: Application) => Promise<SqlExplanation>; find: FindApplication },
): void {
  const path = '/v1/applications/:name/sql/explain'
  onlyMethods(app, { path, allowed: ['GET'] })
  app.get<{ Params: { name: string } }>(path, async (request) => {
    const application = await find(request, { name: request.params.name })
    readParameters(request, [])
    return explain(application)
  })
}
