import type { FastifyInstance } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import type { Authenticate } from '../pipeline/authenticate.ts'
import { diagnosisRoutes } from './diagnosis-routes.ts'
import { eventsRoute } from './events-route.ts'
import { createFindApplication } from './find-application.ts'
import { healthRoute } from './health-route.ts'
import type { InsightDeps } from './insight-deps.ts'
import { logsRoute } from './logs-route.ts'
import { snapshotContentsRoute } from './snapshot-contents-route.ts'

/** Everything below /v1/applications/{name} that AWS has no action for; one file a route. */
export function insightRoutes(deps: Pick<ApiDeps, 'throttle'> & { insight: InsightDeps; authenticate: Authenticate }) {
  return (app: FastifyInstance): void => {
    const { insight } = deps
    const find = createFindApplication(deps)
    eventsRoute(app, { events: insight.events, find })
    healthRoute(app, { readHealth: insight.readHealth, find })
    diagnosisRoutes(app, { diagnoses: insight.diagnoses, find })
    logsRoute(app, { readLogs: insight.readLogs, find })
    snapshotContentsRoute(app, { snapshots: insight.snapshots, find })
  }
}
