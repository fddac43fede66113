import type { Tag } from '@weir/domain'
import { type Database, text } from './columns.ts'
import { translated } from '../database-errors.ts'

/** Tags of applications; part of the application's repository. */
export function createTagRepository(database: Database) {
  return {
    list: (applicationId: string): Promise<Tag[]> =>
      database.applicationTag.findMany({
        where: { applicationId },
        orderBy: { position: 'asc' },
        select: { key: true, value: true },
      }),

    put: async (applicationId: string, tags: readonly Tag[]): Promise<void> => {
      if (tags.length === 0) return
      // one row a key: a statement may not touch a row twice
      const merged = new Map(tags.map(({ key, value }) => [text(key), text(value)]))
      const keys = [...merged.keys()]
      const values = [...merged.values()]
      await translated(database.$executeRaw`
        INSERT INTO application_tags (application_id, key, value)
        SELECT ${applicationId}::uuid, key, value
          FROM unnest(${keys}::text[], ${values}::text[]) WITH ORDINALITY AS added (key, value, place)
         ORDER BY place
        ON CONFLICT (application_id, key) DO UPDATE SET value = EXCLUDED.value`)
    },

    remove: async (applicationId: string, keys: readonly string[]): Promise<void> => {
      await database.applicationTag.deleteMany({ where: { applicationId, key: { in: keys.map(text) } } })
    },
  }
}
