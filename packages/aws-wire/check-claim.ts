import { IncompleteSignatureException, InvalidSignatureException } from '@weir/service-model'
import type { SignatureClaim, SignedRequest } from './signature-claim.ts'

/** How far a client's clock may be from ours. */
const allowedSkew = 5 * 60 * 1000

/** What a claim is measured against. */
export interface ClaimExpectation {
  readonly now: Date
  /** Any of these regions may be in the scope. */
  readonly regions: readonly string[]
  readonly service: string
}

/** Refuses a claim whose scope, time or signed headers could not be right whatever the key is. */
export function checkClaim(claim: SignatureClaim, request: SignedRequest, expected: ClaimExpectation): void {
  checkTime(claim, expected.now)
  checkScope(claim, expected)
  checkSignedHeaders(claim, request)
}

function checkTime({ timestamp, day, expiresIn }: SignatureClaim, now: Date): void {
  const time = instantOf(timestamp)
  if (timestamp.slice(0, 8) !== day) {
    throw new InvalidSignatureException(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${day.slice(0, 16)}' != '${timestamp.slice(0, 8)}', from '${timestamp}'.`,
    )
  }
  const present = basicFormat(now.getTime())
  if (time > now.getTime() + allowedSkew) {
    const latest = basicFormat(now.getTime() + allowedSkew)
    throw new InvalidSignatureException(
      `Signature not yet current: ${timestamp} is still later than ${latest} (${present} + 5 min.)`,
    )
  }
  const lifetime = expiresIn === undefined ? allowedSkew : expiresIn * 1000
  if (time + lifetime < now.getTime()) {
    const earliest = basicFormat(now.getTime() - lifetime)
    const span = expiresIn === undefined ? '5 min.' : `${expiresIn} s`
    throw new InvalidSignatureException(
      `Signature expired: ${timestamp} is now earlier than ${earliest} (${present} - ${span})`,
    )
  }
}

function checkScope(claim: SignatureClaim, { regions, service }: ClaimExpectation): void {
  const problems: string[] = []
  if (!regions.includes(claim.region)) {
    problems.push(`Credential should be scoped to a valid region, not '${claim.region.slice(0, 64)}'.`)
  }
  if (claim.service !== service) problems.push(`Credential should be scoped to correct service: '${service}'.`)
  if (claim.terminator !== 'aws4_request') {
    problems.push("Credential should be scoped with a valid terminator: 'aws4_request'.")
  }
  if (problems.length > 0) throw new InvalidSignatureException(problems.join(' '))
}

function checkSignedHeaders(claim: SignatureClaim, { headers }: SignedRequest): void {
  const signed = new Set(claim.signedHeaders)
  if (!signed.has('host')) {
    throw new InvalidSignatureException("'Host' must be a 'SignedHeader' in the AWS Authorization.")
  }
  // What says when the signature was made, for whom and for which action is worth nothing unsigned.
  for (const name of ['x-amz-date', 'x-amz-security-token', 'x-amz-content-sha256', 'x-amz-target']) {
    if (headers.has(name) && !signed.has(name)) {
      throw new InvalidSignatureException(`'${name}' must be a 'SignedHeader' in the AWS Authorization.`)
    }
  }
  for (const name of signed) {
    const values = headers.get(name)
    if (values === undefined) {
      throw new InvalidSignatureException(`The signed header '${name.slice(0, 64)}' is not in the request.`)
    }
    if (name === 'host' && values.length > 1)
      throw new IncompleteSignatureException('The request has more than one Host.')
  }
}

/** Milliseconds of YYYYMMDDTHHMMSSZ. */
function instantOf(timestamp: string): number {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(timestamp)
  const [year, month, day, hour, minute, second] = match?.slice(1) ?? []
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  if (Number.isNaN(time)) {
    throw new IncompleteSignatureException(`Date must be in ISO-8601 'basic format'. Got '${timestamp.slice(0, 64)}'.`)
  }
  return time
}

function basicFormat(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d{3}|[-:]/g, '')
}
