import { randomUUID } from 'node:crypto'
import { encodeResponse } from '@weir/aws-wire'
import fastify, { type FastifyInstance, LogController } from 'fastify'
import type { ApiDeps } from './deps.ts'
import { createAdmission, createAuthenticate } from './pipeline/authenticate.ts'
import { decode } from './pipeline/decode.ts'
import { answerAwsError, answerProblem } from './pipeline/errors.ts'
import { respond } from './pipeline/respond.ts'
import { createServe } from './pipeline/serve.ts'
import { readTarget } from './pipeline/target.ts'
import { keepRawBodies, largestBody, smallBody } from './raw-bodies.ts'
import { logRequests } from './request-log.ts'
import { beginTrail, identifyRequests } from './request-trail.ts'
import { docsRoutes } from './routes/docs.ts'
import { healthRoutes } from './routes/health.ts'
import { phaseRoutes } from './routes/phases.ts'
import { refuse } from './routes/refusals.ts'

/** The HTTP face: AWS JSON on `POST /`, REST below /v1, health and documentation. The caller listens and closes. */
export function createApi(deps: ApiDeps): FastifyInstance {
  const admit = createAdmission(deps)
  const authenticate = createAuthenticate(deps)
  const serve = createServe(deps)

  const app: FastifyInstance = fastify({
    loggerInstance: deps.logger,
    logController: new LogController({ disableRequestLogging: true, requestIdLogLabel: 'requestId' }),
    genReqId: () => randomUUID(),
    bodyLimit: smallBody,
    // A client may take its time for 70 MiB, not for ever: each open request holds a socket and what it has sent.
    requestTimeout: 300_000,
    routerOptions: { maxParamLength: 512 },
    frameworkErrors: (error, request, reply) => {
      beginTrail(request, reply)
      answerProblem(error, request, reply)
    },
  })
  keepRawBodies(app)
  identifyRequests(app)
  logRequests(app)
  app.setErrorHandler(answerProblem)
  app.setNotFoundHandler(refuse)

  // AWS's own order: whoever asks for nothing we have learns so unsigned; nobody unknown has a body parsed.
  app.post('/', { bodyLimit: largestBody, onRequest: admit, errorHandler: answerAwsError }, async (request, reply) => {
    const action = readTarget(request)
    const { principal, region } = await authenticate(request)
    const output = await serve(request, { action, principal, region, wire: decode(request) })
    return respond(reply, encodeResponse(action, output))
  })

  void app.register(healthRoutes(deps))
  void app.register(phaseRoutes({ ...deps, authenticate }))
  void app.register(docsRoutes(deps))
  return app
}
