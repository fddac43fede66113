import { SignatureV4 } from '@smithy/signature-v4'
import { Sha256 } from './sha256.ts'
import { algorithm, type SignatureClaim, type SignedRequest } from './signature-claim.ts'

/** The AWS SDK's own signer, made to sign exactly the headers that a client says it signed. */
class Resigner extends SignatureV4 {
  async signatureOf(request: SignedRequest, claim: SignatureClaim, payloadHash: string): Promise<string> {
    const canonical = this.createCanonicalRequest(
      {
        method: request.method,
        protocol: 'https:',
        hostname: '',
        path: request.path,
        query: nullPrototype([...request.query].map(([name, values]) => [name, [...values]])),
        headers: {},
      },
      nullPrototype(claim.signedHeaders.map((name) => [name, canonicalValue(request.headers.get(name) ?? [])])),
      payloadHash,
    )
    const scope = [claim.day, claim.region, claim.service, claim.terminator].join('/')
    const stringToSign = await this.createStringToSign(claim.timestamp, scope, canonical, algorithm)
    return this.sign(stringToSign, { signingDate: dayOf(claim.day) })
  }
}

/** The signature that the holder of the secret would have made over this request with the claim's scope, time and headers. */
export async function signatureOf(
  request: SignedRequest,
  { claim, payloadHash, secretAccessKey }: { claim: SignatureClaim; payloadHash: string; secretAccessKey: string },
): Promise<string> {
  const resigner = new Resigner({
    credentials: { accessKeyId: claim.accessKeyId, secretAccessKey },
    region: claim.region,
    service: claim.service,
    sha256: Sha256,
  })
  return resigner.signatureOf(request, claim, payloadHash)
}

function canonicalValue(values: readonly string[]): string {
  return values.map((value) => value.trim().replace(/\s+/g, ' ')).join(',')
}

/** A plain object in which a name like __proto__ is only a name. */
function nullPrototype<T>(entries: readonly (readonly [string, T])[]): Record<string, T> {
  const object = Object.create(null) as Record<string, T>
  for (const [name, value] of entries) object[name] = value
  return object
}

function dayOf(day: string): Date {
  return new Date(`${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6, 8)}T00:00:00Z`)
}
