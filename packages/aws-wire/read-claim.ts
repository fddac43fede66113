import {
  IncompleteSignatureException,
  InvalidSignatureException,
  MissingAuthenticationTokenException,
} from '@weir/service-model'
import { algorithm, type SignatureClaim, type SignedRequest } from './signature-claim.ts'

/**
 * The signature a request carries, in its Authorization header or in its query (a presigned request).
 *
 * @throws MissingAuthenticationTokenException when there is none.
 * @throws IncompleteSignatureException when a part is missing, twice there or cannot be read.
 */
export function readClaim(request: SignedRequest): SignatureClaim {
  const presigned = request.query.has('X-Amz-Algorithm') || request.query.has('X-Amz-Signature')
  const authorization = only(request.headers, 'authorization', 'Authorization header')
  if (presigned && authorization !== undefined) {
    throw new InvalidSignatureException('Only one of the Authorization header and the query may carry a signature.')
  }
  if (presigned) return presignedClaim(request)
  if (authorization === undefined || authorization === '') throw new MissingAuthenticationTokenException()
  return headerClaim(request, authorization)
}

function headerClaim(request: SignedRequest, authorization: string): SignatureClaim {
  const space = authorization.indexOf(' ')
  const scheme = space === -1 ? authorization : authorization.slice(0, space)
  if (scheme !== algorithm) {
    throw new IncompleteSignatureException(`Unsupported AWS 'algorithm': '${scheme.slice(0, 64)}'.`)
  }
  const parameters = new Map<string, string>()
  for (const part of authorization.slice(scheme.length).split(',')) {
    const text = part.trim()
    const equals = text.indexOf('=')
    if (equals === -1) {
      throw new IncompleteSignatureException(
        `'${text.slice(0, 64)}' not a valid key=value pair (missing equal-sign) in Authorization header.`,
      )
    }
    if (parameters.has(text.slice(0, equals))) {
      throw new IncompleteSignatureException(`Authorization header has more than one '${text.slice(0, equals)}'.`)
    }
    parameters.set(text.slice(0, equals), text.slice(equals + 1))
  }
  const timestamp = only(request.headers, 'x-amz-date', 'X-Amz-Date header')
  const missing = ['Credential', 'Signature', 'SignedHeaders']
    .filter((name) => !parameters.get(name))
    .map((name) => `Authorization header requires '${name}' parameter.`)
  if (timestamp === undefined) missing.push("Authorization header requires existence of a 'X-Amz-Date' header.")
  if (missing.length > 0) throw new IncompleteSignatureException(missing.join(' '))
  return {
    ...credentialScope(parameters.get('Credential') ?? ''),
    signedHeaders: (parameters.get('SignedHeaders') ?? '').split(';'),
    signature: parameters.get('Signature') ?? '',
    timestamp: timestamp ?? '',
    sessionToken: only(request.headers, 'x-amz-security-token', 'X-Amz-Security-Token header'),
    expiresIn: undefined,
  }
}

function presignedClaim({ query }: SignedRequest): SignatureClaim {
  const parameter = (name: string) => only(query, name, `query parameter ${name}`)
  const required = ['X-Amz-Algorithm', 'X-Amz-Credential', 'X-Amz-Signature', 'X-Amz-SignedHeaders', 'X-Amz-Date']
  const missing = required
    .filter((name) => !parameter(name))
    .map((name) => `AWS query-string parameters must include '${name}'.`)
  if (missing.length > 0) throw new IncompleteSignatureException(missing.join(' '))
  if (parameter('X-Amz-Algorithm') !== algorithm) {
    throw new IncompleteSignatureException("Unsupported AWS 'algorithm' in the query string.")
  }
  const expires = parameter('X-Amz-Expires') ?? ''
  if (!/^\d{1,6}$/.test(expires) || Number(expires) < 1 || Number(expires) > 604_800) {
    throw new IncompleteSignatureException("'X-Amz-Expires' must be a number of seconds between 1 and 604800.")
  }
  return {
    ...credentialScope(parameter('X-Amz-Credential') ?? ''),
    signedHeaders: (parameter('X-Amz-SignedHeaders') ?? '').split(';'),
    signature: parameter('X-Amz-Signature') ?? '',
    timestamp: parameter('X-Amz-Date') ?? '',
    sessionToken: parameter('X-Amz-Security-Token'),
    expiresIn: Number(expires),
  }
}

function credentialScope(credential: string) {
  const [accessKeyId, day, region, service, terminator, ...rest] = credential.split('/')
  if (!accessKeyId || !day || !region || !service || !terminator || rest.length > 0) {
    throw new IncompleteSignatureException(
      `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential.slice(0, 128)}'.`,
    )
  }
  return { accessKeyId, day, region, service, terminator }
}

/** The one value of a header or parameter; a second one would let two readers of the request disagree. */
function only(values: ReadonlyMap<string, readonly string[]>, name: string, what: string): string | undefined {
  const found = values.get(name) ?? []
  if (found.length > 1) throw new IncompleteSignatureException(`The request has more than one ${what}.`)
  return found[0]
}
