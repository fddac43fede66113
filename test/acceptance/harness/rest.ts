import { runProgram } from './run-program.ts'
import type { Weir } from './weir.ts'

/** An answer of the REST face; header names are in lower case. */
export interface RestAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: any
}

export interface RestRequest {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

/** Calls the REST face: `call('POST', '/v1/applications/a/start?wait=RUNNING')`. */
export type RestCall = (method: string, path: string, request?: RestRequest) => Promise<RestAnswer>

/** With curl and an API token. */
export const curlWithToken =
  (weir: Weir, token: string): RestCall =>
  (method, path, request) =>
    curl(weir, ['--header', `Authorization: Bearer ${token}`], { method, path, ...request })

/** With curl and its own SigV4. */
export const curlSigned =
  (weir: Weir): RestCall =>
  (method, path, request) => {
    const { accessKeyId, secretAccessKey } = weir.credentials()
    const signed = ['--aws-sigv4', 'aws:amz:us-east-1:kinesisanalytics', '--user', `${accessKeyId}:${secretAccessKey}`]
    return curl(weir, signed, { method, path, ...request })
  }

/** A new API token of the administrator. */
export async function apiToken(call: RestCall): Promise<string> {
  const { status, body } = await call('POST', '/v1/identity/tokens', { body: { UserName: 'admin', Name: 'test' } })
  if (status !== 201) throw new Error(`no token: ${JSON.stringify(body)}`)
  return body.ApiToken.Token
}

async function curl(
  weir: Weir,
  caller: readonly string[],
  { method, path, body, headers = {} }: RestRequest & { method: string; path: string },
): Promise<RestAnswer> {
  const { code, stdout, stderr } = await runProgram('curl', [
    ...['--silent', '--show-error', '--include', '--request', method, ...caller],
    ...Object.entries(headers).flatMap(([name, value]) => ['--header', `${name}: ${value}`]),
    ...(body === undefined ? [] : ['--data-binary', JSON.stringify(body)]),
    `${weir.endpoint}${path}`,
  ])
  if (code !== 0) throw new Error(stderr)
  const [head = '', ...rest] = stdout.split('\r\n\r\n')
  const [statusLine = '', ...lines] = head.split('\r\n')
  const text = rest.join('\r\n\r\n')
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: Object.fromEntries(
      lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
    ),
    body: text === '' ? undefined : JSON.parse(text),
  }
}
