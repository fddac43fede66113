import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { type SecretBox, SealedSecretError } from '@weir/domain'

/** A key of 32 bytes with the name that is stored beside everything it seals. */
interface NamedKey {
  readonly id: string
  readonly key: Uint8Array
}

const prefix = 'sealed'
const algorithm = 'aes-256-gcm'
const nonceBytes = 12
const tagBytes = 16

/**
 * Seals with AES-256-GCM as `sealed:<key id>:<base64 of nonce, tag and ciphertext>`. The key's id is a digest of the key, so that a wrong
 * key is known by its name. Whatever has no such form was stored before there were keys, and opens as it is.
 */
export function createSecretBox({ key, previous }: { key: Uint8Array; previous?: Uint8Array | undefined }): SecretBox {
  const current = named(key)
  const keys = new Map([current, ...(previous === undefined ? [] : [named(previous)])].map((each) => [each.id, each]))
  return {
    seal: (secret, name) => {
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv(algorithm, current.key, nonce).setAAD(Buffer.from(name))
      const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()])
      return [prefix, current.id, Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')].join(':')
    },
    open: (text, name) => {
      const { id, content } = parts(text)
      if (id === undefined) return text
      const found = keys.get(id)
      if (found === undefined) {
        throw new SealedSecretError(
          `The secret of ${name} was sealed with the key ${id}, which is not WEIR_SECRET_KEY (${current.id}). Give the key it was sealed with as WEIR_SECRET_KEY, or as WEIR_SECRET_KEY_PREVIOUS to have it replaced.`,
        )
      }
      const bytes = Buffer.from(content, 'base64')
      const nonce = bytes.subarray(0, nonceBytes)
      const tag = bytes.subarray(nonceBytes, nonceBytes + tagBytes)
      try {
        const cipher = createDecipheriv(algorithm, found.key, nonce, { authTagLength: tagBytes })
        cipher.setAAD(Buffer.from(name)).setAuthTag(tag)
        return cipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + cipher.final('utf8')
      } catch (error) {
        throw new SealedSecretError(`The sealed secret of ${name} has been changed.`, { cause: error })
      }
    },
    isCurrent: (text) => parts(text).id === current.id,
  }
}

const parts = (text: string): { id?: string | undefined; content: string } => {
  const [, id, content = ''] = /^sealed:([0-9a-f]{8}):([A-Za-z0-9+/]+=*)$/.exec(text) ?? []
  return { id, content }
}

function named(key: Uint8Array): NamedKey {
  if (key.length !== 32) throw new Error('a key for secrets has 32 bytes')
  return { id: createHash('sha256').update('weir secret key').update(key).digest('hex').slice(0, 8), key }
}
