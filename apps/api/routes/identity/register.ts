import type { IdentityActions } from '@weir/control-plane/identity'
import { InvalidArgumentException } from '@weir/service-model'
import { withoutSecretsInside } from '@weir/telemetry'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ApiDeps } from '../../deps.ts'
import type { Authenticate, Caller } from '../../pipeline/authenticate.ts'
import { decode } from '../../pipeline/decode.ts'
import { answerProblem } from '../../pipeline/problem.ts'
import { onlyMethods } from '../../rest/only-methods.ts'
import type { Given, IdentityRoute } from './route.ts'
import { identityTables } from './tables.ts'

/** The administration of accounts, users, keys, roles, policies, tokens and sessions, below /v1/identity. */
export function identityRoutes({
  identity,
  authenticate,
  throttle,
}: {
  identity: IdentityActions
  authenticate: Authenticate
  throttle: ApiDeps['throttle']
}) {
  return (app: FastifyInstance): void => {
    const callers = new WeakMap<FastifyRequest, Caller>()
    app.setErrorHandler((error, request, reply) => {
      const { validation, message } = error as { validation?: unknown; message: string }
      answerProblem(validation === undefined ? error : new InvalidArgumentException(message), request, reply)
    })
    const all = identityTables.flatMap(([table]) => table)
    const paths = new Map(all.map(({ path }) => [path, all.filter((route) => route.path === path)]))
    for (const [path, table] of paths) {
      onlyMethods(app, { path: `/v1/identity${path}`, allowed: table.map(({ method }) => method) })
    }
    for (const [table, params] of identityTables) {
      for (const route of table) {
        app.route({
          method: route.method,
          url: `/v1/identity${route.path}`,
          schema: {
            ...(/[:*]/.test(route.path) ? { params } : {}),
            ...(route.query === undefined ? {} : { querystring: route.query }),
            ...(route.body === undefined ? {} : { body: route.body }),
          },
          // Before the schemas: nobody unknown learns what a body should have been, and the signature is over the bytes.
          preValidation: async (request) => {
            const caller = await authenticate(request)
            callers.set(request, caller)
            request.trail.event = eventOf(route, request)
            throttle({ accountId: caller.principal.accountId, region: caller.region, action: route.event })
            request.body = route.body === undefined ? undefined : decode(request)
            request.trail.event = eventOf(route, request)
          },
          handler: async (request, reply) => {
            const { principal, region } = callers.get(request) ?? (await authenticate(request))
            const asker = { principal, region, sourceIp: request.ip, secure: request.protocol === 'https' }
            const given: Given = {
              params: (request.params ?? {}) as Given['params'],
              query: (request.query ?? {}) as Given['query'],
              body: (request.body ?? {}) as Given['body'],
            }
            const output = await route.run(identity, asker, given)
            const { status = 200 } = route
            // Keys and tokens are shown once, to whoever asked: nobody on the way keeps them.
            void reply.code(status).header('cache-control', 'no-store')
            return status === 204 ? reply.send() : output
          },
        })
      }
    }
  }
}

const secret = new Set(['SecretAccessKey', 'SessionToken'])

/**
 * The request as the audit has it, without what must not be read there. It is not validated yet and may be refused: members that the route
 * does not have are left out, since nobody knows what was written there, a mistyped SecretAccessKey perhaps.
 */
function eventOf(route: IdentityRoute, request: FastifyRequest) {
  const { event, eventSource = 'iam.amazonaws.com', method } = route
  const { body, params, query } = request
  const given = {
    ...(params as object),
    ...known(route.query, query),
    ...known(route.body, isObject(body) ? body : {}),
  }
  const shown = Object.entries(given).map(([name, value]) => [
    name,
    secret.has(name) ? '***' : withoutSecretsInside(value),
  ])
  return {
    eventSource,
    eventName: event,
    readOnly: method === 'GET',
    requestParameters: Object.fromEntries(shown) as Record<string, unknown>,
  }
}

const known = (schema: object | undefined, given: unknown): object => {
  const { properties = {} } = (schema ?? {}) as { properties?: object }
  return Object.fromEntries(Object.entries(given ?? {}).filter(([name]) => Object.hasOwn(properties, name)))
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)
