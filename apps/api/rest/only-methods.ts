import type { FastifyInstance, HTTPMethods } from 'fastify'
import { methodNotAllowed } from './answer/rest-error.ts'

const methods: readonly HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'QUERY']

/** Lets a path answer 405, and which methods it has, to every method but these (and HEAD, where there is GET). */
export function onlyMethods(app: FastifyInstance, given: { path: string; allowed: readonly HTTPMethods[] }): void {
  const allowed = [...given.allowed, ...(given.allowed.includes('GET') ? (['HEAD'] as const) : [])]
  const refuse = () => Promise.reject(new Error('answered before'))
  app.route({
    method: methods.filter((method) => !allowed.includes(method)),
    url: given.path,
    // Before the body is received, and before Fastify has its own demands on some methods.
    onRequest: (request, reply, done) => {
      void reply.header('allow', allowed.join(', '))
      done(methodNotAllowed(request.method, allowed))
    },
    handler: refuse,
  })
}
