import { Readable } from 'node:stream'
import { type DashboardRequest, type DashboardSession, EngineError } from '@weir/domain'
import { AccessDeniedException, ResourceNotFoundException, ServiceError } from '@weir/service-model'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { dashboardHeaders } from '../dashboard/dashboard-headers.ts'
import { dashboardPath } from '../dashboard/dashboard-path.ts'
import { dashboardRoot } from '../dashboard/dashboard-urls.ts'
import { sessionCookie, sessionsOf } from '../dashboard/session-cookie.ts'
import type { ApiDeps } from '../deps.ts'
import { methodNotAllowed } from '../rest/answer/rest-error.ts'

/**
 * The web UI of an application's Flink, for whoever brings a URL of CreateApplicationPresignedUrl: its first use sets a cookie, and
 * only with that is anything shown. It only shows: no request of a browser changes anything.
 */
export function dashboardRoutes(deps: Pick<ApiDeps, 'dashboard' | 'authorize' | 'clock'>) {
  const { dashboard, authorize, clock } = deps

  const admit = async (request: FastifyRequest, session: DashboardSession) => {
    const application = await dashboard.findApplication(session.applicationId)
    if (application === undefined) throw new ResourceNotFoundException('The application does not exist any more.')
    request.trail.application = application.name
    request.trail.principal = session.principal
    // AWS evaluates the policies for this action with every request, so a right that is taken away is gone at once.
    await authorize({
      action: 'CreateApplicationPresignedUrl',
      input: { ApplicationName: application.name, UrlType: 'FLINK_DASHBOARD_URL' },
      principal: session.principal,
      region: session.region,
      sourceIp: request.ip,
      secure: request.protocol === 'https',
    })
    return application
  }

  const begin = async (request: FastifyRequest, reply: FastifyReply, { id, token }: { id: string; token: string }) => {
    const now = clock.now()
    const session = dashboard.tokens.open(token, 'url', now)
    if (session?.applicationId !== id) throw refused()
    await admit(request, session)
    const cookie = sessionCookie({
      token: dashboard.tokens.seal(session, 'session', session.expiresAt),
      path: `${dashboardRoot}/${id}`,
      seconds: (session.expiresAt.getTime() - now.getTime()) / 1000,
      secure: dashboard.publicIsHttps || request.protocol === 'https',
    })
    void reply.header('set-cookie', cookie).header('cache-control', 'no-store')
    return reply.redirect(`${dashboardRoot}/${id}/`, 303)
  }

  const sessionOf = (request: FastifyRequest, id: string): DashboardSession | undefined => {
    const now = clock.now()
    return sessionsOf(request)
      .map((token) => dashboard.tokens.open(token, 'session', now))
      .find((session) => session?.applicationId === id)
  }

  const show = async (request: FastifyRequest, reply: FastifyReply, { id, asked }: { id: string; asked: Asked }) => {
    const session = sessionOf(request, id)
    if (session === undefined) {
      if (asked.path.length === 0 && comesFromElsewhere(request)) return comeAgain(reply)
      throw refused()
    }
    const application = await admit(request, session)
    const page = await dashboard.readPage(application, asked).catch((error: unknown) => {
      throw answerOf(error)
    })
    void reply
      .code(page.status)
      .header('content-type', page.contentType)
      .header('cache-control', page.lasting ? 'private, max-age=300' : 'no-store')
    return reply.send(Readable.from(page.body))
  }

  return (app: FastifyInstance, _options: unknown, done: () => void): void => {
    app.addHook('onRequest', (_request, reply, next) => {
      void reply.headers(dashboardHeaders)
      next()
    })
    for (const url of [`${dashboardRoot}/:id`, `${dashboardRoot}/:id/*`]) {
      app.get<{ Params: { id: string } }>(url, async (request, reply) => {
        const { id } = request.params
        const asked = readAsked(request, id)
        if (asked.token !== undefined) return begin(request, reply, { id, token: asked.token })
        return show(request, reply, { id, asked })
      })
      app.route<{ Params: { id: string } }>({
        method: ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
        url,
        handler: (request, reply) => {
          if (sessionOf(request, request.params.id) === undefined) throw refused()
          void reply.header('allow', 'GET, HEAD')
          throw methodNotAllowed(request.method, ['GET', 'HEAD'])
        },
      })
    }
    done()
  }
}

interface Asked extends DashboardRequest {
  /** Of a presigned URL, which leads to the root. */
  readonly token?: string | undefined
}

/** What is asked of the dashboard, from the URL as it came: the router has decoded its own copy. */
function readAsked(request: FastifyRequest, id: string): Asked {
  const [path = '', ...rest] = (request.raw.url ?? '').split('?')
  const below = path.slice(`${dashboardRoot}/${id}`.length)
  const segments = dashboardPath(below.replace(/^\//, ''))
  if (segments === undefined || !path.startsWith(`${dashboardRoot}/${id}`)) throw nothingThere()
  const query = new URLSearchParams(rest.join('?'))
  const token = segments.length === 0 ? (query.get('authToken') ?? undefined) : undefined
  query.delete('authToken')
  return { path: segments, query: query.toString(), token }
}

/**
 * A browser that followed a link on another site brings no cookie that is SameSite=Strict, not even behind our own redirect. A page of
 * ours that leads to itself is a step from here to here.
 */
const comesFromElsewhere = ({ headers }: FastifyRequest): boolean =>
  headers['sec-fetch-site'] === 'cross-site' && headers['sec-fetch-mode'] === 'navigate'

function comeAgain(reply: FastifyReply): FastifyReply {
  void reply.header('cache-control', 'no-store').type('text/html; charset=utf-8')
  return reply.send('<!doctype html><meta http-equiv="refresh" content="0"><title>Dashboard</title>')
}

const refused = (): ServiceError =>
  new AccessDeniedException(
    'There is no session, or it is over: make a new URL with CreateApplicationPresignedUrl and open it within three minutes.',
  )

const nothingThere = (): ServiceError =>
  new ResourceNotFoundException('The dashboard only shows, and has no such page.')

function answerOf(error: unknown): unknown {
  if (!(error instanceof EngineError)) return error
  if (error.kind === 'rejected') return nothingThere()
  return new ServiceError({ name: 'BadGatewayException', statusCode: 502, message: error.message })
}
