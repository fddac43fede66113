import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { mayScrape } from '@weir/telemetry'

/** What `GET /health/ready` tells: 200 only when every part answers. */
export interface Readiness {
  readonly ready: boolean
  readonly checks: Readonly<Record<string, string>>
}

/** The only port of a process that is a worker alone. */
export const startHealthServer = async ({
  host,
  port,
  readiness,
  metrics,
  internal = () => Promise.resolve(false),
}: {
  host: string
  port: number
  readiness: () => Promise<Readiness>
  /** What a Prometheus is told that shows the token, or that is on this machine when there is none; absent = nothing. */
  metrics?: { readonly token?: string | undefined; readonly contentType: string; text(): Promise<string> } | undefined
  /** Answers what is for it, or resolves to false. */
  internal?: ((request: IncomingMessage, response: ServerResponse) => Promise<boolean>) | undefined
}): Promise<{ close(): Promise<void> }> => {
  const server = createServer((request, response) => {
    const answer = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    if (request.method !== 'GET') answer(405, { message: 'Only GET is answered here.' })
    else if (request.url === '/health/live') answer(200, { live: true })
    else if (request.url === '/health/ready') {
      readiness().then(
        (state) => {
          answer(state.ready ? 200 : 503, state)
        },
        () => {
          answer(503, { ready: false, checks: {} })
        },
      )
    } else if (request.url === '/metrics' && metrics !== undefined) {
      if (!mayScrape(request, metrics.token)) answer(401, { message: 'Metrics need the token of WEIR_METRICS_TOKEN.' })
      else {
        metrics.text().then(
          (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
          () => {
            answer(500, { message: 'The metrics cannot be told now.' })
          },
        )
      }
    } else {
      internal(request, response).then(
        (answered) => {
          if (!answered) answer(404, { message: 'A worker answers only /health/live, /health/ready and /metrics.' })
        },
        // The reader went away, or what it was being told broke off.
        () => response.destroy(),
      )
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  return {
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve()
        })
        server.closeAllConnections()
      }),
  }
}
