import type { FastifyInstance } from 'fastify'
import type { ApiDeps } from '../deps.ts'

/** For supervisors and scripts, without a signature: is the process up, and can it do its work? */
export function healthRoutes({ readiness }: Pick<ApiDeps, 'readiness'>) {
  return (app: FastifyInstance): void => {
    app.get('/health/live', () => ({ live: true }))

    app.get('/health/ready', async (request, reply) => {
      const { ready, checks } = await readiness().catch((error: unknown) => {
        request.log.error({ err: error }, 'readiness could not be found out')
        return { ready: false, checks: { readiness: 'failed' } }
      })
      return reply.code(ready ? 200 : 503).send({ ready, checks })
    })
  }
}
