import type { IncomingMessage, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { type Clock, type DashboardPage, type DashboardRequest, EngineError } from '@weir/domain'
import { isSignedInternal, signatureHeader, signInternal } from './internal-signature.ts'

const root = '/internal/dashboard/'
/** On every page of a cluster, whatever its status: without it an answer is the worker's own. */
const pageHeader = 'x-weir-page'

/** Answers pages of the clusters of this host. */
export type DashboardReader = (applicationId: string, request: DashboardRequest) => Promise<DashboardPage>

/**
 * Serves the dashboards of this worker's clusters to the installation's api processes, which alone can sign. The promise is false when
 * the request is for something else.
 */
export const createDashboardResponder =
  ({ key, clock, read }: { key: string; clock: Clock; read: DashboardReader }) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const target = request.url ?? ''
    if (!target.startsWith(root)) return false
    const signature = String(request.headers[signatureHeader] ?? '')
    if (!isSignedInternal({ key, target, signature, now: clock.now() })) {
      response.writeHead(403).end()
      return true
    }
    try {
      const [path = '', query = ''] = target.slice(root.length).split('?')
      const [applicationId = '', ...segments] = path.split('/').map(decodeURIComponent)
      const page = await read(applicationId, { path: segments, query })
      const lasting = page.lasting ? 'lasting' : 'passing'
      response.writeHead(page.status, { 'content-type': page.contentType, [pageHeader]: lasting })
      await pipeline(Readable.from(page.body), response)
    } catch (error) {
      refuse(response, error)
    }
    return true
  }

const refuse = (response: ServerResponse, error: unknown): void => {
  // What has begun cannot become an error any more: the reader sees that it was cut off.
  if (response.headersSent) response.destroy()
  else if (error instanceof EngineError) response.writeHead(error.kind === 'rejected' ? 404 : 502).end(error.message)
  else response.writeHead(500).end()
}

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
  const path = [applicationId, ...request.path].map(encodeURIComponent).join('/')
  const target = `${root}${path}${request.query === '' ? '' : `?${request.query}`}`
  const headers = { [signatureHeader]: signInternal({ key, target, now }) }
  const response = await fetch(`${url}${target}`, {
    headers,
    redirect: 'manual',
    signal: AbortSignal.timeout(timeoutMs),
  }).catch((error: unknown) => {
    throw new EngineError('unreachable', 'The worker that runs the application does not answer.', { cause: error })
  })
  const lasting = response.headers.get(pageHeader)
  if (lasting === null) throw await refusalOf(response)
  return {
    status: response.status,
    contentType: response.headers.get('content-type') ?? 'application/octet-stream',
    lasting: lasting === 'lasting',
    body: (response.body as AsyncIterable<Uint8Array> | null) ?? new Blob([]).stream(),
  }
}

const refusalOf = async (response: Response): Promise<EngineError> => {
  const said = (await response.text().catch(() => '')).slice(0, 500)
  if (response.status === 404) return new EngineError('rejected', said)
  if (response.status === 502) return new EngineError('unreachable', said)
  return new EngineError('unreachable', `The worker that runs the application answers ${response.status}.`)
}
