import { dirname } from 'node:path'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import type { ApiDeps } from '../deps.ts'

/** The API's description for people (/docs) and for programs (/docs/yaml, /docs/json), without a signature: it holds no secret. */
export function docsRoutes({ openApiFile }: Pick<ApiDeps, 'openApiFile'>) {
  return async (app: FastifyInstance): Promise<void> => {
    await app.register(swagger, {
      mode: 'static',
      specification: { path: openApiFile, baseDir: dirname(openApiFile) },
    })
    await app.register(swaggerUi, {
      routePrefix: '/docs',
      logo: { type: 'image/svg+xml', content: wordmark, href: '/docs', target: '_self' },
      theme: { title: 'Weir' },
      staticCSP: true,
      // Weir is plain HTTP on loopback, where an upgraded request would find nobody.
      transformStaticCSP: (policy) => policy.replace(/ ?upgrade-insecure-requests;?/, ''),
      // The page stays on this machine: nothing is sent to swagger.io to be validated.
      uiConfig: { validatorUrl: null },
    })
  }
}

const wordmark = Buffer.from(
  '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="40" viewBox="0 0 120 40">' +
    '<path d="M4 14c6 0 6 6 12 6s6-6 12-6v16H4z" fill="#5bb0d8"/>' +
    '<text x="38" y="29" font-family="sans-serif" font-size="26" fill="#fff">Weir</text></svg>',
)
