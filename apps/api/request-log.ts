import type { FastifyInstance } from 'fastify'

/** One line per request when it is answered. Never a header or a body: both may hold secrets. */
export function logRequests(app: FastifyInstance): void {
  app.addHook('onResponse', (request, reply, next) => {
    const { action, application, principal, error } = request.trail
    const health = request.url.startsWith('/health/')
    request.log[health ? 'debug' : 'info'](
      {
        method: request.method,
        path: request.url.split('?', 1)[0],
        action,
        application,
        principal: principal?.arn,
        error,
        status: reply.statusCode,
        durationMs: Math.round(reply.elapsedTime),
      },
      'request answered',
    )
    next()
  })
}
