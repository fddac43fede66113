import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

const headers = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  // An answer of the API is nothing a browser should run, show in a frame or keep.
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
}

/** Half a year, as is usual; without includeSubDomains, because the other names are not ours. */
const strictTransport = 'max-age=15552000'

/** What browsers are told with every answer. Pages for people (/docs, a dashboard) set a policy of their own over it. */
export function secureAnswers(app: FastifyInstance): void {
  app.addHook('onRequest', (request, reply, next) => {
    secureAnswer(request, reply)
    next()
  })
}

/** For answers to requests that no hook sees. */
export function secureAnswer(request: FastifyRequest, reply: FastifyReply): void {
  reply.headers(headers)
  if (request.protocol === 'https') reply.header('strict-transport-security', strictTransport)
}
