import { createHash, createHmac, timingSafeEqual, webcrypto } from 'node:crypto'

type Bytes = string | Uint8Array | ArrayBuffer | ArrayBufferView

/** SHA-256 (or, with a key, HMAC-SHA-256) in the form the signer asks for; OpenSSL hashes 70 MB where JavaScript would block. */
export class Sha256 {
  readonly #hash

  constructor(key?: Bytes) {
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', viewOf(key))
  }

  update(data: Bytes): void {
    this.#hash.update(viewOf(data))
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest())
  }

  reset(): void {
    throw new Error('a hash is used once')
  }
}

/** From here on hashing takes long enough to be given to another thread. */
const largeData = 1024 * 1024

/** In hexadecimal. While 70 MB are hashed the event loop answers others. */
export async function sha256Hex(data: Uint8Array): Promise<string> {
  if (data.length < largeData) return createHash('sha256').update(data).digest('hex')
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', data)).toString('hex')
}

/** Compares two secrets without telling by its duration where they differ. */
export function sameSecret(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

function viewOf(data: Bytes): string | Uint8Array {
  if (typeof data === 'string') return data
  return ArrayBuffer.isView(data) ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : new Uint8Array(data)
}
