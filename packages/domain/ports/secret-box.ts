/**
 * Keeps secrets unreadable where they are stored. `name` says whose secret it is (an access key id, a role's ARN): what was sealed for
 * one name does not open for another, so that rows cannot be exchanged for each other.
 */
export interface SecretBox {
  seal(secret: string, name: string): string
  /** Throws `SealedSecretError` when it was sealed with a key that is not known here, or has been changed. */
  open(sealed: string, name: string): string
  /** False for what was stored before there was a key, or is sealed with an older one. */
  isCurrent(sealed: string): boolean
}

export class SealedSecretError extends Error {
  override readonly name = 'SealedSecretError'
}
