import { basename, dirname } from 'node:path'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import type { ApiDeps } from '../deps.ts'

/** openapi.yaml for people (/docs) and for programs (/docs/yaml, /docs/json), without a signature: it holds no secret. */
export function docsRoutes({ openApiFile }: Pick<ApiDeps, 'openApiFile'>) {
  return async (app: FastifyInstance): Promise<void> => {
    await app.register(swagger, {
      mode: 'static',
      specification: { path: openApiFile, baseDir: dirname(openApiFile), postProcessor: (document) => document },
    })
    await app.register(swaggerUi, { routePrefix: '/docs', staticCSP: true })
    app.log.debug({ file: basename(openApiFile) }, 'documentation is at /docs')
  }
}
