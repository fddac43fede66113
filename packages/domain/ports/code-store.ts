import type { CodeBundle } from '../model/spec.ts'
import type { RoleAccess } from './engine.ts'

/**
 * The service's own copies of users' code bundles, addressed by content below the state root. A bundle is copied when an action
 * names it (AWS too reads S3 at create and update, never at start), so a later change of the user's object changes nothing.
 */
export interface CodeStore {
  /**
   * Copies an object of the user's S3 with the role's access. Throws `CodeUnavailableError` when the bucket, key or
   * version is missing or access is denied, and for objects over `maxBytes`.
   */
  importFromS3(source: {
    bucket: string
    key: string
    version?: string | undefined
    access: RoleAccess
  }): Promise<CodeBundle>
  importBytes(bytes: Uint8Array): Promise<CodeBundle>
  /** A bundle that is the text of SQL or Studio code, byte for byte; undefined when it is no UTF-8. Read whole: look at the size first. */
  readText(bundle: CodeBundle): Promise<string | undefined>
  /**
   * Versions of flink-connector-kinesis that a jar or zip contains, as its Maven metadata names them. None for what is no archive
   * or a damaged one: that is found when it is started. Little of the bundle is read, whatever its size.
   */
  kinesisConnectors(bundle: CodeBundle): Promise<readonly string[]>
}

/** The bundle cannot be read; `message` says why for logs, the user gets AWS's text (E4). */
export class CodeUnavailableError extends Error {
  override readonly name = 'CodeUnavailableError'
}
