import type { InstallationKeyRepository } from '@weir/domain'
import type { Database } from './columns.ts'

export function createInstallationKeyRepository(database: Database): InstallationKeyRepository {
  return {
    provide: async (name, fresh) => {
      await database.$executeRaw`
        INSERT INTO installation_keys (name, value) VALUES (${name}, ${fresh}) ON CONFLICT (name) DO NOTHING`
      const { value } = await database.installationKey.findUniqueOrThrow({ where: { name } })
      return value
    },
  }
}
