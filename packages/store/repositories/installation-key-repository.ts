import type { InstallationKeyRepository, SecretBox } from '@weir/domain'
import type { Database } from './columns.ts'

/** For whom a key of the installation is sealed. */
export const installationKeyOf = (name: string): string => `installation-key/${name}`

export function createInstallationKeyRepository(database: Database, secrets: SecretBox): InstallationKeyRepository {
  return {
    provide: async (name, fresh) => {
      const sealed = secrets.seal(fresh, installationKeyOf(name))
      await database.$executeRaw`
        INSERT INTO installation_keys (name, value) VALUES (${name}, ${sealed}) ON CONFLICT (name) DO NOTHING`
      const { value } = await database.installationKey.findUniqueOrThrow({ where: { name } })
      return secrets.open(value, installationKeyOf(name))
    },
  }
}
