import { EngineError } from '@weir/domain'
import { type Dispatcher, fetch, type Response } from 'undici'

interface JsonRequest {
  readonly url: string
  readonly dispatcher?: Dispatcher | undefined
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly body?: object | undefined
  readonly timeoutMs: number
  readonly signal?: AbortSignal | undefined
}

/** The answers of the largest jobs are a tenth of it. */
const mostBytes = 32 * 1024 * 1024

/**
 * One call of Flink's REST API. Whoever answers runs in one process with an application's code: no answer is followed to another place,
 * nor read without an end. Flink answers 4xx with `{errors: [...]}` when it refuses, 503 while its dispatcher is not up yet, and 500 for
 * what failed inside: only the first is final.
 */
export async function requestJson({ url, dispatcher, method, body, timeoutMs, signal }: JsonRequest): Promise<unknown> {
  const timeout = AbortSignal.timeout(timeoutMs)
  let status: number
  let text: string
  try {
    const response = await fetch(url, {
      method,
      redirect: 'error',
      ...(dispatcher ? { dispatcher } : {}),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
    })
    status = response.status
    text = await readText(response)
  } catch (error) {
    throw new EngineError('unreachable', `Flink does not answer at ${url}: ${reason(error)}`, { cause: error })
  }
  if (status >= 200 && status < 300) return parse(text, url)
  const message = errorText(text) || `HTTP ${status}`
  throw new EngineError(status >= 400 && status < 500 ? 'rejected' : 'unreachable', message, { cause: { status } })
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  let bytes = 0
  for await (const chunk of (response.body as AsyncIterable<Uint8Array> | null) ?? []) {
    bytes += chunk.length
    if (bytes > mostBytes) throw new Error('its answer does not end')
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function parse(text: string, url: string): unknown {
  try {
    return text === '' ? {} : (JSON.parse(text) as unknown)
  } catch (error) {
    throw new EngineError('unreachable', `Not JSON from ${url}`, { cause: error })
  }
}

/** Flink's own words without the stack trace that follows them. */
function errorText(text: string): string {
  try {
    const { errors } = JSON.parse(text) as { errors?: readonly string[] }
    const said = (errors ?? []).join(' ')
    return rootLine(said).slice(0, 512)
  } catch {
    return text.slice(0, 512)
  }
}

function rootLine(said: string): string {
  const causes = [...said.matchAll(/^Caused by: (.+)$/gm)].map((match) => match[1] ?? '')
  return causes.at(-1) ?? said.split('\n').slice(0, 2).join(' ').trim()
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause
  return cause instanceof Error && cause.message !== '' ? cause.message : error.message
}
