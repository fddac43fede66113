/** A tenant: everything else belongs to one account, and no account sees another's. */
export interface Account {
  /** Twelve digits. */
  readonly id: string
  readonly name: string
  readonly createdAt: Date
}

/** Somebody or something that policies can be attached to. */
export interface IdentityPrincipal {
  readonly arn: string
  readonly accountId: string
  readonly kind: 'user' | 'role'
  readonly name: string
  readonly createdAt: Date
}

/** A key that requests are signed with: a user's own, or one of a session (then it has a token and ends). */
export interface AccessKey {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly accountId: string
  /** ARN of the user it belongs to, or of the role that its session is of. */
  readonly principalArn: string
  readonly active: boolean
  readonly createdAt: Date
  /** Coarse: not every use is noted. */
  readonly lastUsedAt?: Date | undefined
  readonly session?: Session | undefined
}

export interface Session {
  readonly token: string
  readonly expiresAt: Date
  /** Of a role's session; a user's has none. */
  readonly name?: string | undefined
}

/** A role the service knows: what a ServiceExecutionRole of that ARN gives to its application's processes. */
export interface Role {
  readonly arn: string
  readonly accountId: string
  /** Absent = those of the account's default role. */
  readonly credentials?: RoleCredentials | undefined
  /** Absent = the application's region. */
  readonly region?: string | undefined
  /** For AWS_ENDPOINT_URL_<SERVICE>, by service in lower case; `` (no name) is AWS_ENDPOINT_URL itself. */
  readonly endpoints: Readonly<Record<string, string>>
  /** Absent = as the service's own S3 has it. */
  readonly s3PathStyle?: boolean | undefined
}

export interface RoleCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string | undefined
}

/** A managed policy; `document` is its JSON text as it was given. */
export interface Policy {
  readonly arn: string
  readonly accountId: string
  readonly name: string
  readonly document: string
  readonly createdAt: Date
  readonly updatedAt: Date
}

export interface InlinePolicy {
  readonly name: string
  readonly document: string
}

/** A bearer token of the REST face, without the token itself: that is known to its holder alone. */
export interface ApiToken {
  readonly id: string
  readonly accountId: string
  readonly principalArn: string
  readonly name: string
  readonly createdAt: Date
  readonly expiresAt?: Date | undefined
}

/**
 * Who there is and what they may do. An insert of what exists throws `DuplicateError`; one below something that is gone (an account, a
 * principal, a policy) throws `StaleWriteError`. Secrets are sealed where they are stored.
 */
export interface IdentityRepositories {
  readonly accounts: AccountRepository
  readonly principals: PrincipalRepository
  readonly accessKeys: AccessKeyRepository
  readonly roles: RoleRepository
  readonly policies: PolicyRepository
  readonly apiTokens: ApiTokenRepository
}

export interface AccountRepository {
  insert(account: Account): Promise<void>
  find(id: string): Promise<Account | undefined>
  /** By id. */
  list(): Promise<readonly Account[]>
}

export interface PrincipalRepository {
  insert(principal: IdentityPrincipal): Promise<void>
  find(arn: string): Promise<IdentityPrincipal | undefined>
  /** By name. */
  list(accountId: string, kind: IdentityPrincipal['kind']): Promise<readonly IdentityPrincipal[]>
  /** With its keys, sessions, tokens, policies and, of a role, its access. */
  remove(arn: string): Promise<void>
}

export interface AccessKeyRepository {
  insert(key: AccessKey): Promise<void>
  find(accessKeyId: string): Promise<AccessKey | undefined>
  /** The principal's own keys, oldest first; sessions are not among them. */
  list(principalArn: string): Promise<readonly AccessKey[]>
  setActive(accessKeyId: string, active: boolean): Promise<void>
  setLastUsed(accessKeyId: string, at: Date): Promise<void>
  remove(accessKeyId: string): Promise<void>
  /** Forgets sessions that ended before then. */
  removeEnded(before: Date): Promise<void>
}

export interface RoleRepository {
  find(arn: string): Promise<Role | undefined>
  /** The principal of that ARN must exist. */
  put(role: Role): Promise<void>
  /** By ARN. */
  list(accountId: string): Promise<readonly Role[]>
}

export interface PolicyRepository {
  find(arn: string): Promise<Policy | undefined>
  /** Replaces the document of an existing one. */
  put(policy: Policy): Promise<void>
  /** By name. */
  list(accountId: string): Promise<readonly Policy[]>
  /** False when it is still attached to somebody, and then it stays. */
  remove(arn: string): Promise<boolean>
  /** Doing it again changes nothing. */
  attach(principalArn: string, policyArn: string): Promise<void>
  detach(principalArn: string, policyArn: string): Promise<void>
  putInline(principalArn: string, policy: InlinePolicy): Promise<void>
  removeInline(principalArn: string, name: string): Promise<void>
  /** The documents of all that counts for a principal, in any order: asked with every request. */
  documentsOf(principalArn: string): Promise<readonly string[]>
  /** Everything that counts for a principal: managed policies by ARN, its own by name. */
  of(principalArn: string): Promise<{ readonly attached: readonly Policy[]; readonly inline: readonly InlinePolicy[] }>
}

export interface ApiTokenRepository {
  /** Keeps a hash of `token` only. */
  insert(record: ApiToken, token: string): Promise<void>
  findByToken(token: string): Promise<ApiToken | undefined>
  find(id: string): Promise<ApiToken | undefined>
  /** Oldest first. */
  list(principalArn: string): Promise<readonly ApiToken[]>
  remove(id: string): Promise<void>
}
