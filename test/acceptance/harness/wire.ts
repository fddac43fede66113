import { createHash, createHmac } from 'node:crypto'
import type { Weir } from './weir.ts'

/** One raw request: anything a client could get wrong can be set wrong here. */
export interface WireRequest {
  readonly action: string
  readonly body: string
  readonly accessKeyId?: string
  readonly secretAccessKey?: string
  readonly date?: Date
  readonly region?: string
  /** Of temporary credentials. */
  readonly sessionToken?: string
  /** false: no signature at all. */
  readonly sign?: boolean
}

/** The answer with its parsed error or result. */
export interface WireAnswer {
  readonly status: number
  readonly requestId: string | null
  readonly body: any
}

const target = 'KinesisAnalytics_20180523'
const contentType = 'application/x-amz-json-1.1'

/** Sends one AWS JSON 1.1 request, signed with our own SigV4, which shares no code with the service. */
export async function send(weir: Weir, request: WireRequest): Promise<WireAnswer> {
  const headers: Record<string, string> = {
    'content-type': contentType,
    'x-amz-target': `${target}.${request.action}`,
    ...(request.sessionToken === undefined ? {} : { 'x-amz-security-token': request.sessionToken }),
  }
  if (request.sign !== false) Object.assign(headers, signature(weir, request, headers))
  const response = await fetch(`${weir.endpoint}/`, { method: 'POST', headers, body: request.body })
  const text = await response.text()
  return {
    status: response.status,
    requestId: response.headers.get('x-amzn-requestid'),
    body: text === '' ? {} : JSON.parse(text),
  }
}

function signature(weir: Weir, request: WireRequest, headers: Record<string, string>): Record<string, string> {
  const { accessKeyId, secretAccessKey } = { ...weir.credentials(), ...withoutUndefined(request) }
  const time = (request.date ?? new Date()).toISOString().replace(/[-:]|\.\d+/g, '')
  const scope = `${time.slice(0, 8)}/${request.region ?? 'us-east-1'}/kinesisanalytics/aws4_request`
  const signed: Record<string, string> = { ...headers, host: new URL(weir.endpoint).host, 'x-amz-date': time }
  const names = Object.keys(signed).sort()
  const canonical = [
    'POST',
    '/',
    '',
    ...names.map((name) => `${name}:${signed[name] ?? ''}`),
    '',
    names.join(';'),
    sha256(request.body),
  ].join('\n')
  const key = scope.split('/').reduce<Buffer | string>((secret, part) => hmac(secret, part), `AWS4${secretAccessKey}`)
  const proof = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString('hex')
  const credential = `Credential=${accessKeyId}/${scope}`
  return {
    'x-amz-date': time,
    authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names.join(';')}, Signature=${proof}`,
  }
}

function withoutUndefined(request: WireRequest): Partial<{ accessKeyId: string; secretAccessKey: string }> {
  const { accessKeyId, secretAccessKey } = request
  return { ...(accessKeyId && { accessKeyId }), ...(secretAccessKey && { secretAccessKey }) }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: Buffer | string, text: string) => createHmac('sha256', key).update(text).digest()
