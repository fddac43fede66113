import type { FastifyInstance } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import type { Authenticate } from '../pipeline/authenticate.ts'
import { diagnosisRoutes } from './diagnosis-routes.ts'
import { eventsRoute } from './events-route.ts'
import { createFindApplication } from './find-application.ts'
import { healthRoute } from './health-route.ts'
import type { InsightDeps } from './insight-deps.ts'
import { logsRoute } from './logs-route.ts'
import { metricsRoutes } from './metrics-routes.ts'
import { scalingRoute } from './scaling-route.ts'
import { snapshotContentsRoute } from './snapshot-contents-route.ts'
import { usageRoutes } from './usage-routes.ts'

/** Everything below /v1/applications/{name} that AWS has no action for; one file a route. */
export function insightRoutes(
  deps: Pick<ApiDeps, 'throttle' | 'clock'> & { insight: InsightDeps; authenticate: Authenticate },
) {
  return (app: FastifyInstance): void => {
    const { insight } = deps
    const find = createFindApplication(deps)
    const now = () => deps.clock.now()
    eventsRoute(app, { events: insight.events, find })
    healthRoute(app, { readHealth: insight.readHealth, find })
    diagnosisRoutes(app, { diagnoses: insight.diagnoses, find })
    logsRoute(app, { readLogs: insight.readLogs, find })
    metricsRoutes(app, { metrics: insight.metrics, find, now })
    usageRoutes(app, { ...deps, usage: insight.usage, permit: insight.permit, find, now })
    scalingRoute(app, { read: insight.readScaling, find })
    snapshotContentsRoute(app, { snapshots: insight.snapshots, find })
  }
}
