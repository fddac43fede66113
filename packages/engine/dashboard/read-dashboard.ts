import { type DashboardPage, type DashboardRequest, EngineError } from '@weir/domain'
import { fetch, type Response } from 'undici'
import type { FlinkAddress } from '../flink-rest/connection.ts'
import { hideInLog } from './hide-in-log.ts'
import { hideSecrets } from './hide-secrets.ts'
import { type PageKind, pageKind } from './pages.ts'
import type { StaticFiles } from './static-files.ts'

/** The largest answer that is read whole, to hide secrets in it. */
const mostBytes = 8 * 1024 * 1024
/** A page that is not finished by then is cut off: each open one holds a socket on both sides. */
const wholeAnswerMs = 60_000

/** Reads one page of Flink's web UI, whose API is at `baseUrl`. See `Engine.readDashboard`. */
export async function readDashboard({
  baseUrl,
  dispatcher,
  files,
  request: { path, query },
  timeoutMs,
}: FlinkAddress & {
  files: StaticFiles
  request: DashboardRequest
  /** Longest wait for the first byte. */
  timeoutMs: number
}): Promise<DashboardPage> {
  const kind = pageKind(path)
  if (kind === undefined) return staticPage(files, path)
  const url = `${baseUrl}/${path.map(encodeURIComponent).join('/')}${query === '' ? '' : `?${query}`}`
  const response = await get(url, { dispatcher, timeoutMs })
  const page = { status: response.status, contentType: contentTypes[kind], lasting: false }
  const rewrite = rewrites[kind]
  if (rewrite !== undefined) return { ...page, body: whole(rewritten(await readAll(response), rewrite)) }
  const body = (response.body as AsyncIterable<Uint8Array> | null) ?? whole('')
  return { ...page, body: kind === 'text' ? hideInLog(body) : body }
}

const contentTypes: Readonly<Record<PageKind, string>> = {
  json: 'application/json; charset=utf-8',
  configuration: 'application/json; charset=utf-8',
  settings: 'application/json; charset=utf-8',
  text: 'text/plain; charset=utf-8',
}

const rewrites: Readonly<Partial<Record<PageKind, (json: unknown) => unknown>>> = {
  configuration: hideSecrets,
  // Weir has Flink refresh its views ten times a second to see transitions early; the UI would ask as often.
  settings: (json) => ({ ...(json as object), 'refresh-interval': 3_000 }),
}

async function staticPage(files: StaticFiles, path: readonly string[]): Promise<DashboardPage> {
  const file = await files.read(path.length === 0 ? 'index.html' : path.join('/'))
  if (file === undefined) throw new EngineError('rejected', 'The dashboard only shows: there is no such page.')
  return { status: 200, lasting: path.length > 0, ...file }
}

async function get(
  url: string,
  { dispatcher, timeoutMs }: Pick<FlinkAddress, 'dispatcher'> & { timeoutMs: number },
): Promise<Response> {
  const patience = new AbortController()
  const first = setTimeout(() => patience.abort(), timeoutMs)
  try {
    const signal = AbortSignal.any([patience.signal, AbortSignal.timeout(wholeAnswerMs)])
    return await fetch(url, {
      redirect: 'manual',
      headers: { accept: '*/*' },
      signal,
      ...(dispatcher ? { dispatcher } : {}),
    })
  } catch (error) {
    throw new EngineError('unreachable', 'Flink does not answer.', { cause: error })
  } finally {
    clearTimeout(first)
  }
}

async function readAll(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  try {
    for await (const chunk of (response.body as AsyncIterable<Uint8Array> | null) ?? []) {
      text += decoder.decode(chunk, { stream: true })
      if (text.length > mostBytes)
        throw new EngineError('unreachable', 'Flink answers more than can be looked through.')
    }
  } catch (error) {
    if (error instanceof EngineError) throw error
    throw new EngineError('unreachable', 'Flink breaks off.', { cause: error })
  }
  return text
}

/** What cannot be read cannot be searched for secrets, so it is not shown. */
function rewritten(text: string, rewrite: (json: unknown) => unknown): string {
  try {
    return JSON.stringify(rewrite(JSON.parse(text)))
  } catch (error) {
    throw new EngineError('unreachable', 'Flink does not answer with JSON.', { cause: error })
  }
}

const whole = (text: string): AsyncIterable<Uint8Array> => new Blob([text]).stream()
