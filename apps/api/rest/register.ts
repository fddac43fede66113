import type { FastifyInstance } from 'fastify'
import type { ApiDeps } from '../deps.ts'
import type { Authenticate } from '../pipeline/authenticate.ts'
import type { Serve } from '../pipeline/serve.ts'
import { largestBody, smallBody } from '../raw-bodies.ts'
import { createLook } from './look.ts'
import { onlyMethods } from './only-methods.ts'
import { restRoutes } from './routes.ts'
import { serveRoute } from './serve-route.ts'
import { createWaitingRoom } from './wait/waiting-room.ts'

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
    for (const path of new Set(restRoutes.map((route) => route.path))) {
      const allowed = restRoutes.filter((route) => route.path === path).map(({ method }) => method)
      onlyMethods(app, { path: fastifyPath(path), allowed })
    }
  }
}

const fastifyPath = (path: string): string => path.replace(/\{(\w+)\}/g, ':$1')
