import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { DashboardPage, DashboardRequest } from '@weir/domain'
import { askWorker, type InternalRoute, refusalOf } from './channel.ts'

const route = 'dashboard'
/** On every page of a cluster, whatever its status: without it an answer is the worker's own. */
const pageHeader = 'x-weir-page'

/** Answers pages of the clusters of this host. */
export type DashboardReader = (applicationId: string, request: DashboardRequest) => Promise<DashboardPage>

/** Serves the dashboards of this worker's clusters. */
export const dashboardRoutes = (read: DashboardReader): Readonly<Record<string, InternalRoute>> => ({
  [route]: async ({ path: [applicationId = '', ...path], query }, response) => {
    const page = await read(applicationId, { path, query })
    const lasting = page.lasting ? 'lasting' : 'passing'
    response.writeHead(page.status, { 'content-type': page.contentType, [pageHeader]: lasting })
    await pipeline(Readable.from(page.body), response)
  },
})

/** Reads a page from the worker at `url`, as its responder serves it. */
export const readFromWorker = async ({
  url,
  key,
  now,
  timeoutMs,
  applicationId,
  request,
}: {
  url: string
  key: string
  now: Date
  timeoutMs: number
  applicationId: string
  request: DashboardRequest
}): Promise<DashboardPage> => {
  const target = { path: [applicationId, ...request.path], query: request.query }
  const response = await askWorker({ url, key, now, route, target, signal: AbortSignal.timeout(timeoutMs) })
  const lasting = response.headers.get(pageHeader)
  if (lasting === null) throw await refusalOf(response)
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? 'application/octet-stream',
    lasting: lasting === 'lasting',
    body: (response.body as AsyncIterable<Uint8Array> | null) ?? new Blob([]).stream(),
  }
}
