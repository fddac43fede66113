import { randomUUID } from 'node:crypto'
import { encodeResponse } from '@weir/aws-wire'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import type { ApiDeps } from './deps.ts'
import { auditCalls } from './edge/audit-calls.ts'
import { boundBodies } from './edge/body-limits.ts'
import { answerClientError } from './edge/client-errors.ts'
import { drainable } from './edge/drain.ts'
import { boundFailedAuthentications } from './edge/failed-authentications.ts'
import { httpServer } from './edge/http-server.ts'
import { secureAnswer, secureAnswers } from './edge/security-headers.ts'
import { defaultEdge } from './edge/settings.ts'
import { createAdmission, createAuthenticate } from './pipeline/authenticate.ts'
import { decode } from './pipeline/decode.ts'
import { answerAwsError } from './pipeline/errors.ts'
import { answerProblem } from './pipeline/problem.ts'
import { respond } from './pipeline/respond.ts'
import { createServe } from './pipeline/serve.ts'
import { readTarget } from './pipeline/target.ts'
import { insightRoutes } from './insight/register.ts'
import { keepRawBodies, largestBody, smallBody } from './raw-bodies.ts'
import { logRequests } from './request-log.ts'
import { beginTrail, identifyRequests } from './request-trail.ts'
import { createRestAdmission } from './rest/request/admit.ts'
import { createIdentify } from './rest/request/identify.ts'
import { restRoutesOf } from './rest/register.ts'
import { auditRoutes } from './routes/audit.ts'
import { dashboardRoutes } from './routes/dashboard.ts'
import { docsRoutes } from './routes/docs.ts'
import { healthRoutes } from './routes/health.ts'
import { identityRoutes } from './routes/identity/register.ts'
import { countRequests, metricsRoute } from './routes/metrics.ts'
import { phaseRoutes } from './routes/phases.ts'
import { problemRoutes } from './routes/problems.ts'
import { refuse } from './routes/refusals.ts'

/** The HTTP face: AWS JSON on `POST /`, REST below /v1, health and documentation. The caller listens and closes. */
export function createApi(deps: ApiDeps): FastifyInstance {
  const admit = createAdmission(deps)
  const authenticate = createAuthenticate(deps)
  const identify = createIdentify({ ...deps, authenticate })
  const serve = createServe(deps)
  const { edge = defaultEdge } = deps

  const app: FastifyInstance = fastify({
    loggerInstance: deps.logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    bodyLimit: smallBody,
    serverFactory: httpServer(edge),
    clientErrorHandler: answerClientError,
    trustProxy: [...edge.trustedProxies],
    forceCloseConnections: 'idle',
    // Whoever asks over an open connection while the service drains is answered, and told to come to another one.
    return503OnClosing: false,
    routerOptions: { maxParamLength: 512 },
    frameworkErrors: (error, request, reply) => {
      beginTrail(request, reply)
      secureAnswer(request, reply)
      answerProblem(error, request, reply)
    },
  })
  keepRawBodies(app)
  identifyRequests(app)
  logRequests(app)
  secureAnswers(app)
  boundFailedAuthentications(app, { clock: deps.clock, perMinute: edge.failedAuthenticationsPerMinute })
  boundBodies(app, edge)
  const readiness = drainable(app, deps.readiness)
  if (deps.audit) auditCalls(app, { ...deps, audit: deps.audit.log, events: deps.audit.events })
  if (deps.metrics) countRequests(app, deps.metrics)
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler(refuse)

  // AWS's own order: whoever asks for nothing we have learns so unsigned; nobody unknown has a body parsed.
  app.post('/', { bodyLimit: largestBody, onRequest: admit, errorHandler: answerAwsError }, async (request, reply) => {
    const action = readTarget(request)
    const { principal, region } = await authenticate(request)
    const output = await serve(request, { action, principal, region, wire: decode(request) })
    return respond(reply, encodeResponse(action, output))
  })

  void app.register(healthRoutes({ readiness }))
  if (deps.metrics) void app.register(metricsRoute(deps.metrics))
  void app.register(restRoutesOf({ ...deps, identify, serve, admit: createRestAdmission(deps) }))
  void app.register(phaseRoutes({ ...deps, authenticate: identify }))
  if (deps.audit) void app.register(auditRoutes({ ...deps, audit: deps.audit, authenticate: identify }))
  if (deps.identity) {
    void app.register(identityRoutes({ ...deps, identity: deps.identity, authenticate: identify }))
  }
  if (deps.insight) void app.register(insightRoutes({ ...deps, insight: deps.insight, authenticate: identify }))
  void app.register(problemRoutes())
  void app.register(docsRoutes(deps))
  void app.register(dashboardRoutes(deps))
  return app
}
