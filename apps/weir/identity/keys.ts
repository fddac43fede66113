import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defaultRoleArn, defaultRoleName } from '@weir/control-plane/role-resolver'
import { type Clock, DuplicateError, type IdentityRepositories, type Store } from '@weir/domain'
import { administratorAccess, builtInPolicies, userArn } from '@weir/iam'
import type { Config } from '../settings/config.ts'
import type { AccessKey } from '../embedded/credentials.ts'
import { generateKey, provideCredentials } from '../embedded/credentials.ts'
import { writePrivateFile } from '../embedded/private-file.ts'

/** The administrator's key; `fresh` when this start has made its file. */
export interface AdminKey extends AccessKey {
  readonly fresh: boolean
}

/** The keys of this data directory, made at the first start. */
export const provideKeys = async (config: Config): Promise<{ admin: AdminKey; role: AccessKey }> => {
  const admin = await provideCredentials({ dataDir: config.dataDir, given: config.adminKey })
  return { admin, role: await roleKey(config) }
}

/** The default role's key at the embedded S3, kept beside the administrator's and never shown. */
const roleKey = async ({ dataDir }: Config): Promise<AccessKey> => {
  const file = join(dataDir, 'role-key.json')
  const stored = await readFile(file, 'utf8').catch(() => undefined)
  if (stored !== undefined) return JSON.parse(stored) as AccessKey
  const key = generateKey()
  await writePrivateFile(file, JSON.stringify(key))
  return key
}

interface Installation {
  readonly store: Store
  readonly clock: Clock
  readonly accountId: string
  readonly admin: AdminKey
  readonly role: AccessKey
}

/**
 * Makes the first account, its administrator and the default role known to the installation. Repeating it changes nothing, and does not
 * bring back what an administrator has taken away since.
 */
export const installIdentity = async (installation: Installation): Promise<void> => {
  const install = (): Promise<void> =>
    installation.store.transaction(({ identity }) => installIn(identity, installation))
  await install().catch((error: unknown) => {
    // Another process starts at the same moment and was first; now it is all there.
    if (error instanceof DuplicateError) return install()
    throw error
  })
}

const installIn = async (
  identity: IdentityRepositories,
  { clock, accountId, admin, role }: Installation,
): Promise<void> => {
  const createdAt = clock.now()
  for (const policy of builtInPolicies) {
    const known = await identity.policies.find(policy.arn)
    if (known?.document === policy.document) continue
    await identity.policies.put({ ...policy, accountId: 'aws', createdAt, updatedAt: createdAt })
  }
  if ((await identity.accounts.find(accountId)) === undefined) {
    await identity.accounts.insert({ id: accountId, name: accountId, createdAt })
  }
  const arn = userArn(accountId, 'admin')
  if ((await identity.principals.find(arn)) === undefined) {
    await identity.principals.insert({ arn, accountId, kind: 'user', name: 'admin', createdAt })
  }
  const { attached, inline } = await identity.policies.of(arn)
  // An administrator without any policy could not even be given one.
  if (attached.length + inline.length === 0) await identity.policies.attach(arn, administratorAccess)
  await installAdminKey(identity, {
    admin,
    key: { ...pick(admin), accountId, principalArn: arn, active: true, createdAt },
  })
  await installDefaultRole(identity, { accountId, role, createdAt })
}

/** A key that was deleted stays deleted, unless it would leave the administrator without any. */
const installAdminKey = async (
  { accessKeys }: IdentityRepositories,
  { admin, key }: { admin: AdminKey; key: Parameters<IdentityRepositories['accessKeys']['insert']>[0] },
): Promise<void> => {
  const known = await accessKeys.find(key.accessKeyId)
  if (known?.secretAccessKey === key.secretAccessKey) return
  if (known === undefined && !admin.fresh && (await accessKeys.list(key.principalArn)).length > 0) return
  await accessKeys.remove(key.accessKeyId) // the same id with another secret: the file is right
  await accessKeys.insert(key)
}

const installDefaultRole = async (
  identity: IdentityRepositories,
  { accountId, role, createdAt }: { accountId: string; role: AccessKey; createdAt: Date },
): Promise<void> => {
  const arn = defaultRoleArn(accountId)
  if ((await identity.principals.find(arn)) === undefined) {
    await identity.principals.insert({ arn, accountId, kind: 'role', name: defaultRoleName, createdAt })
  }
  const known = await identity.roles.find(arn)
  await identity.roles.put({ endpoints: {}, ...known, arn, accountId, credentials: pick(role) })
}

const pick = ({ accessKeyId, secretAccessKey }: AccessKey): AccessKey => ({ accessKeyId, secretAccessKey })
