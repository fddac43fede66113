import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { defaultRoleArn } from '@weir/control-plane/role-resolver'
import type { Store } from '@weir/domain'
import type { Config } from './config.ts'
import type { AccessKey } from './embedded/credentials.ts'
import { generateKey, provideCredentials } from './embedded/credentials.ts'
import { writePrivateFile } from './embedded/private-file.ts'

/** The keys of this data directory, made at the first start. */
export const provideKeys = async (config: Config): Promise<{ admin: AccessKey; role: AccessKey }> => {
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

/** Makes the administrator's key and the default role known to the installation. Repeating it changes nothing. */
export const installKeys = async ({
  store,
  accountId,
  admin,
  role,
}: {
  store: Store
  accountId: string
  admin: AccessKey
  role: AccessKey
}): Promise<void> => {
  await store.accessKeys.put({ ...pick(admin), accountId, userName: 'admin' })
  await store.roles.put({ ...pick(role), arn: defaultRoleArn(accountId), accountId })
}

const pick = ({ accessKeyId, secretAccessKey }: AccessKey): AccessKey => ({ accessKeyId, secretAccessKey })
