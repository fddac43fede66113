import type { Asker, IdentityActions } from '@weir/control-plane/identity'

/** What a request names: in its path, its query and its body, each checked by its schema. */
export interface Given {
  readonly params: Readonly<Record<string, string>>
  readonly query: Readonly<Record<string, string | undefined>>
  readonly body: Readonly<Record<string, unknown>>
}

/** One request of the administration of identities, below /v1/identity. */
export interface IdentityRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly path: string
  /** AWS's name for it, in the audit. */
  readonly event: string
  readonly eventSource?: 'iam.amazonaws.com' | 'sts.amazonaws.com' | 'organizations.amazonaws.com'
  /** JSON Schema of the body; absent = there is none. */
  readonly body?: object
  readonly query?: object
  /** 200 unless said; 204 answers nothing. */
  readonly status?: 200 | 201 | 204
  readonly run: (actions: IdentityActions, asker: Asker, given: Given) => Promise<unknown>
}

/** A member that the schema has made sure of. */
export const text = (given: Readonly<Record<string, unknown>>, name: string): string => optionalText(given, name) ?? ''

export const optionalText = (given: Readonly<Record<string, unknown>>, name: string): string | undefined => {
  const value = given[name]
  return typeof value === 'string' ? value : undefined
}

/** A JSON object of these members, some of them required. */
export const objectOf = (properties: Readonly<Record<string, object>>, ...required: string[]): object => ({
  type: 'object',
  properties,
  required,
})

/** As AWS has names: of users (also of sessions), of roles with a path, of policies. */
export const nameForm = { type: 'string', pattern: '^[A-Za-z0-9+=,.@_-]{1,64}$' }
export const pathForm = { type: 'string', pattern: '^([\\x21-\\x2e\\x30-\\x7e]+/){0,8}[A-Za-z0-9+=,.@_-]{1,64}$' }
export const policyNameForm = { type: 'string', pattern: '^[A-Za-z0-9+=,.@_-]{1,128}$' }
/** The document itself, or its text as AWS's own APIs have it. */
export const documentForm = { anyOf: [{ type: 'object' }, { type: 'string', minLength: 1, maxLength: 131_072 }] }
export const documentOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))
