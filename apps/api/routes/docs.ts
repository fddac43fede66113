import { dirname } from 'node:path'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import type { ApiDeps } from '../deps.ts'

/** openapi.yaml for people (/docs) and for programs (/docs/yaml, /docs/json), without a signature: it holds no secret. */
export function docsRoutes({ openApiFile }: Pick<ApiDeps, 'openApiFile'>) {
  return async (app: FastifyInstance): Promise<void> => {
    await app.register(swagger, {
      mode: 'static',
      specification: { path: openApiFile, baseDir: dirname(openApiFile) },
    })
    await app.register(swaggerUi, {
      routePrefix: '/docs',
      staticCSP: true,
      // Weir is plain HTTP on loopback, where an upgraded request would find nobody.
      transformStaticCSP: (policy) => policy.replace(/ ?upgrade-insecure-requests;?/, ''),
      // The page stays on this machine: nothing is sent to swagger.io to be validated.
      uiConfig: { validatorUrl: null },
    })
  }
}
