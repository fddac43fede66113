import type { Health, HealthRepository } from '@weir/domain'
import { type Database, jsonOrNull, text, withoutNulls } from './columns.ts'
import { translated } from '../database-errors.ts'

export function createHealthRepository(database: Database): HealthRepository {
  return {
    find: async (applicationId) => {
      const row = await database.applicationHealth.findUnique({ where: { applicationId } })
      return row ? (withoutNulls(row) as unknown as Health) : undefined
    },

    save: async ({ applicationId, state, since, why, watch }) => {
      const data = { state, since, why: text(why), watch: jsonOrNull(watch) }
      // Only the holder of the application's lease writes here, so nobody comes between the two.
      const { count } = await database.applicationHealth.updateMany({ where: { applicationId }, data })
      if (count === 0) await translated(database.applicationHealth.createMany({ data: [{ applicationId, ...data }] }))
    },
  }
}
