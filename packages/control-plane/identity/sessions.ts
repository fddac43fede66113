import type { AccessKey } from '@weir/domain'
import { readPrincipalArn, roleArn, sessionArn } from '@weir/iam'
import { AccessDeniedException, type Principal } from '@weir/service-model'
import { type IdentityAction, type IdentityDeps } from './deps.ts'
import { newKey } from './new-key.ts'

interface SessionInput {
  /** Absent = a session of the asker itself, as STS's GetSessionToken. */
  readonly role?: string | undefined
  readonly sessionName?: string | undefined
  readonly durationSeconds?: number | undefined
}

/** Credentials that end by themselves. */
export interface TemporaryCredentials {
  readonly arn: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
  readonly expiration: Date
}

/** AWS: an hour for a role, twelve for oneself. */
const usual = { role: 3600, user: 43_200 }

export const createSession =
  (deps: IdentityDeps): IdentityAction<SessionInput, TemporaryCredentials> =>
  async (asker, { role, sessionName, durationSeconds }) => {
    const { store, clock, ids } = deps
    const { principal } = asker
    const seconds = durationSeconds ?? (role === undefined ? usual.user : usual.role)
    const createdAt = clock.now()
    const expiration = new Date(createdAt.getTime() + seconds * 1000)
    const principalArn = role === undefined ? requireUser(principal) : await assumable(deps, asker, role)
    const name = role === undefined ? undefined : (sessionName ?? `${principal.userName}-${ids.token(8)}`)
    const token = ids.token(192)
    const key: AccessKey = {
      ...newKey(ids, 'ASIA'),
      accountId: principal.accountId,
      principalArn,
      active: true,
      createdAt,
      session: { token, expiresAt: expiration, ...(name === undefined ? {} : { name }) },
    }
    await store.identity.accessKeys.removeEnded(new Date(createdAt.getTime() - keptMs))
    await store.identity.accessKeys.insert(key)
    const { accessKeyId, secretAccessKey } = key
    return { arn: principalOf(key).arn, accessKeyId, secretAccessKey, sessionToken: token, expiration }
  }

/** For so long an ended session is told that it has ended, and not that it is unknown. */
const keptMs = 86_400_000

const requireUser = (principal: Principal): string => {
  if (readPrincipalArn(principal.arn)?.kind === 'user' && principal.sessionStartedAt === undefined) return principal.arn
  throw new AccessDeniedException('Cannot call GetSessionToken with session credentials or an API token')
}

/** AWS answers alike whether the role is not there or may not be assumed. */
const assumable = async ({ store, authorize }: IdentityDeps, asker: Parameters<typeof authorize>[0], role: string) => {
  const { accountId } = asker.principal
  const arn = role.startsWith('arn:') ? role : roleArn(accountId, role)
  await authorize(asker, [{ action: 'sts:AssumeRole', resource: arn }])
  const found = await store.identity.principals.find(arn)
  if (found?.kind === 'role' && found.accountId === accountId) return found.arn
  throw new AccessDeniedException(
    `User: ${asker.principal.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
  )
}

/** Whom a key stands for. */
export const principalOf = ({ accountId, principalArn, createdAt, session }: AccessKey): Principal => {
  const named = readPrincipalArn(principalArn)
  const started = session === undefined ? {} : { sessionStartedAt: createdAt }
  if (named?.kind !== 'role')
    return { accountId, arn: principalArn, userName: named?.kind === 'user' ? named.name : '', ...started }
  const name = session?.name ?? ''
  return { accountId, arn: sessionArn({ accountId, role: named.name, session: name }), userName: name, ...started }
}
