import { createHash, createHmac } from 'node:crypto'
import { SignatureV4 } from '@smithy/signature-v4'
import type { Target } from './config.ts'

export interface Call {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Below `base`; each part already percent-encoded. */
  readonly path: string
  /** Absent = /v1/identity. */
  readonly base?: '/v1'
  readonly query?: Readonly<Record<string, string | undefined>>
  readonly body?: object
}

/** The SDK's signer wants a class of hashes; with a secret it is an HMAC. */
class Sha256 {
  readonly #hash
  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash('sha256') : createHmac('sha256', bytes(secret))
  }
  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytes(data))
  }
  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest())
  }
}

const bytes = (data: string | ArrayBuffer | ArrayBufferView): Buffer => {
  if (typeof data === 'string') return Buffer.from(data)
  return ArrayBuffer.isView(data) ? Buffer.from(data.buffer, data.byteOffset, data.byteLength) : Buffer.from(data)
}

/** Signs and sends one request; resolves to its answer, and throws with the problem's own words when it is refused. */
export const send = async ({ endpoint, region, credentials }: Target, call: Call): Promise<Record<string, unknown>> => {
  const url = new URL(`${endpoint}${call.base ?? '/v1/identity'}${call.path}`)
  const query = Object.entries(call.query ?? {}).filter((pair): pair is [string, string] => pair[1] !== undefined)
  for (const [name, value] of query) url.searchParams.append(name, value)
  const payload = call.body === undefined ? undefined : JSON.stringify(call.body)
  const session = credentials.sessionToken === undefined ? {} : { sessionToken: credentials.sessionToken }
  const { accessKeyId, secretAccessKey } = credentials
  const signer = new SignatureV4({
    credentials: { accessKeyId, secretAccessKey, ...session },
    region,
    service: 'kinesisanalytics',
    sha256: Sha256,
  })
  const signed = await signer.sign({
    method: call.method,
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: Object.fromEntries(query),
    headers: { host: url.host, ...(payload === undefined ? {} : { 'content-type': 'application/json' }) },
    body: payload,
  })
  const response = await fetch(url, {
    method: call.method,
    headers: signed.headers,
    body: payload ?? null,
    // Weir sends nobody elsewhere; a body may hold a role's secret.
    redirect: 'error',
  }).catch((error: unknown) => {
    const { cause } = error as { cause?: { code?: string } }
    throw new Error(`${endpoint} does not answer (${cause?.code ?? String(error)}). Is Weir running there?`)
  })
  const text = await response.text()
  if (response.ok) return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>)
  throw new Error(refusal(text, response.status))
}

const refusal = (text: string, status: number): string => {
  try {
    const { error, title, detail } = JSON.parse(text) as { error?: string; title?: string; detail?: string }
    return `${error ?? title ?? status}: ${detail ?? ''}`
  } catch {
    return `The server answered ${status}.`
  }
}
