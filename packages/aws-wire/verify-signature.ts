import { ExpiredTokenException, InvalidSignatureException, UnrecognizedClientException } from '@weir/service-model'
import { checkClaim, type ClaimExpectation } from './check-claim.ts'
import { readClaim } from './read-claim.ts'
import { sameSecret, sha256Hex } from './sha256.ts'
import { signatureOf } from './signature-of.ts'
import type { SignatureClaim, SignedRequest } from './signature-claim.ts'

/** What the verifier must know of an access key. */
export interface AccessKey {
  readonly secretAccessKey: string
  /** Only temporary credentials have one. */
  readonly sessionToken?: string | undefined
  /** When temporary credentials run out. */
  readonly expiresAt?: Date | undefined
}

/** A request, the moment and place it must have been signed for, and where its key can be found. */
export interface VerifySignatureOptions<K extends AccessKey> extends SignedRequest, ClaimExpectation {
  readonly lookupKey: (accessKeyId: string) => Promise<K | undefined>
}

/**
 * The access key that a request claims to be signed with: known, and the claim could be right, but **not verified**. Cheap, and
 * it reads no body: enough to turn strangers away before they send one.
 */
export async function claimedKey<K extends AccessKey>(options: VerifySignatureOptions<K>): Promise<K> {
  return (await readSigner(options)).key
}

/** Who signed, and for which of the expected regions. */
export interface Signer<K extends AccessKey> {
  readonly key: K
  readonly region: string
}

/**
 * The access key that signed a request (AWS Signature Version 4, in the header or in the query).
 *
 * Cheap checks come first: nothing is looked up for a request that cannot be right, and the body is hashed only for a known key.
 * @throws the framework errors of authentication; it never returns an unverified key.
 */
export async function verifySignature<K extends AccessKey>(options: VerifySignatureOptions<K>): Promise<Signer<K>> {
  const { claim, key } = await readSigner(options)
  const payloadHash = await sha256Hex(options.body)
  checkPayload(options, payloadHash)
  const expected = await signatureOf(options, { claim, payloadHash, secretAccessKey: key.secretAccessKey })
  if (!sameSecret(claim.signature, expected)) {
    throw new InvalidSignatureException(
      'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    )
  }
  return { key, region: claim.region }
}

async function readSigner<K extends AccessKey>(options: VerifySignatureOptions<K>) {
  const claim = readClaim(options)
  checkClaim(claim, options, options)
  refuseUnhashedPayload(options)
  // A key id of any other form is nobody's, and no store need cope with it.
  const key = /^\w{1,128}$/.test(claim.accessKeyId) ? await options.lookupKey(claim.accessKeyId) : undefined
  if (key === undefined) throw new UnrecognizedClientException()
  checkToken(claim, key, options.now)
  return { claim, key }
}

function checkToken({ sessionToken }: SignatureClaim, key: AccessKey, now: Date): void {
  if (!sameSecret(sessionToken ?? '', key.sessionToken ?? '')) throw new UnrecognizedClientException()
  if (key.expiresAt !== undefined && key.expiresAt <= now) throw new ExpiredTokenException()
}

/** S3's ways to sign less than the whole body. They are known by their names, before any body is read. */
function refuseUnhashedPayload({ headers }: SignedRequest): void {
  const announced = headers.get('x-amz-content-sha256')?.find((hash) => /^(STREAMING|UNSIGNED)-/i.test(hash))
  if (announced === undefined) return
  throw new InvalidSignatureException(
    `The 'x-amz-content-sha256' value '${announced.slice(0, 64)}' is not supported by this service: send the body in one piece (no aws-chunked encoding) and sign its SHA-256.`,
  )
}

/** Clients of S3 announce the body's hash; where one does so here, it must be true. */
function checkPayload({ headers }: SignedRequest, payloadHash: string): void {
  const announced = headers.get('x-amz-content-sha256')
  if (announced?.some((hash) => hash.toLowerCase() !== payloadHash) === true) {
    throw new InvalidSignatureException("The provided 'x-amz-content-sha256' header does not match what was computed.")
  }
}
