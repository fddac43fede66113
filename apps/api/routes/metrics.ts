import { MissingAuthenticationTokenException, UnrecognizedClientException } from '@weir/service-model'
import { mayScrape } from '@weir/telemetry'
import type { FastifyInstance } from 'fastify'

/** Where requests are counted, and what a Prometheus is told. */
export interface MetricsDeps {
  request(action: string, status: number, seconds: number): void
  readonly contentType: string
  text(): Promise<string>
  /** What a scraper shows; absent = only this machine may ask. */
  readonly token?: string | undefined
}

/** Counts every answer, by the action it was for. */
export function countRequests(app: FastifyInstance, metrics: MetricsDeps): void {
  app.addHook('onResponse', (request, reply, next) => {
    metrics.request(request.trail.action ?? 'none', reply.statusCode, reply.elapsedTime / 1000)
    next()
  })
}

/** `GET /metrics` in Prometheus' text format, for a scraper with the token of the setting, or on this machine when there is none. */
export function metricsRoute(metrics: MetricsDeps) {
  return (app: FastifyInstance): void => {
    app.get('/metrics', async (request, reply) => {
      if (!mayScrape(request.raw, metrics.token)) {
        if (request.headers.authorization !== undefined) {
          throw new UnrecognizedClientException('The token is not the one of WEIR_METRICS_TOKEN.')
        }
        throw new MissingAuthenticationTokenException(
          'Metrics are for scrapers that send the token of WEIR_METRICS_TOKEN, or for this machine where it is not set.',
        )
      }
      return reply.header('content-type', metrics.contentType).send(await metrics.text())
    })
  }
}
