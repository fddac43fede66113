import type { FastifyInstance, HTTPMethods } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import type { Authenticate } from '../pipeline/authenticate.ts'
import type { Serve } from '../pipeline/serve.ts'
import { largestBody, smallBody } from '../raw-bodies.ts'
import { createLook } from './look.ts'
import { methodNotAllowed } from './rest-error.ts'
import { restRoutes } from './routes.ts'
import { serveRoute } from './serve-route.ts'
import { createWaitingRoom } from './waiting-room.ts'

type RestDeps = Pick<ApiDeps, 'actions' | 'authorize' | 'throttle' | 'restWait'> & {
  readonly identify: Authenticate
  /** Runs before a body is received; throws for whom a large one must not be received from. */
  readonly admit: (request: Parameters<Authenticate>[0]) => Promise<void>
  readonly serve: Serve
}

/** All actions below /v1, from the table in routes.ts. */
export function restRoutesOf(deps: RestDeps) {
  return (app: FastifyInstance): void => {
    const waitingRoom = createWaitingRoom({ perAccount: deps.restWait?.perAccount ?? 20 })
    const stage = { ...deps, look: createLook(deps), waitingRoom, waitEveryMs: deps.restWait?.everyMs ?? 100 }
    app.addHook('preClose', (done) => {
      waitingRoom.close()
      done()
    })
    for (const route of restRoutes) {
      app.route({
        method: route.method,
        url: fastifyPath(route.path),
        bodyLimit: route.large ? largestBody : smallBody,
        onRequest: deps.admit,
        handler: serveRoute(route, stage),
      })
    }
    refuseOtherMethods(app)
  }
}

const methods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE']

/** A path that exists answers 405, and which methods it has, to every other one. */
function refuseOtherMethods(app: FastifyInstance): void {
  for (const path of new Set(restRoutes.map((route) => route.path))) {
    const allowed = restRoutes.filter((route) => route.path === path).map(({ method }) => method as HTTPMethods)
    if (allowed.includes('GET')) allowed.push('HEAD')
    const others = methods.filter((method) => !allowed.includes(method))
    app.route({
      method: [...others],
      url: fastifyPath(path),
      handler: async (request, reply) => {
        void reply.header('allow', allowed.join(', '))
        throw methodNotAllowed(request.method, allowed)
      },
    })
  }
}

const fastifyPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')
