import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Clock, EngineError } from '@weir/domain'
import { isSignedInternal, signatureHeader, signInternal } from './signature.ts'

const root = '/internal/'

/** What is asked of a worker: decoded path segments behind the name of the route, and the query as it came. */
export interface InternalTarget {
  readonly path: readonly string[]
  readonly query: string
}

/** Answers one request, all of it; throws EngineError for what the asker is told. */
export type InternalRoute = (target: InternalTarget, response: ServerResponse) => Promise<void>

/**
 * Serves what this worker alone has to the installation's other processes, which alone can sign. The promise is false when the request is
 * for something else.
 */
export const createInternalResponder =
  ({ key, clock, routes }: { key: string; clock: Clock; routes: Readonly<Record<string, InternalRoute>> }) =>
  async (request: IncomingMessage, response: ServerResponse): Promise<boolean> => {
    const target = request.url ?? ''
    const [path = '', query = ''] = target.slice(root.length).split('?')
    const [name = '', ...segments] = path.split('/')
    const route = target.startsWith(root) && Object.hasOwn(routes, name) ? routes[name] : undefined
    if (route === undefined) return false
    const signature = String(request.headers[signatureHeader] ?? '')
    if (!isSignedInternal({ key, target, signature, now: clock.now() })) {
      response.writeHead(403).end()
      return true
    }
    try {
      await route({ path: segments.map(decodeURIComponent), query }, response)
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

/** Asks the worker at `url`. Every answer that comes is given back, whatever its status; throws EngineError when none does. */
export const askWorker = async ({
  url,
  key,
  now,
  route,
  target: { path, query },
  signal,
}: {
  url: string
  key: string
  now: Date
  route: string
  target: InternalTarget
  signal: AbortSignal
}): Promise<Response> => {
  const target = `${root}${[route, ...path].map(encodeURIComponent).join('/')}${query === '' ? '' : `?${query}`}`
  const headers = { [signatureHeader]: signInternal({ key, target, now }) }
  return fetch(`${url}${target}`, { headers, redirect: 'manual', signal }).catch((error: unknown) => {
    throw new EngineError('unreachable', 'The worker that runs the application does not answer.', { cause: error })
  })
}

/** What a worker's own refusal says. */
export const refusalOf = async (response: Response): Promise<EngineError> => {
  const said = (await response.text().catch(() => '')).slice(0, 500)
  if (response.status === 404) return new EngineError('rejected', said)
  if (response.status === 502) return new EngineError('unreachable', said)
  return new EngineError('unreachable', `The worker that runs the application answers ${response.status}.`)
}
