import type { OutboxRepository } from '@weir/domain'
import type { Database } from './columns.ts'
import { translated } from '../database-errors.ts'

export function createOutboxRepository(database: Database): OutboxRepository {
  return {
    // A new number for an application that waits already: removing the old one leaves this wake-up in place.
    add: async (applicationId) => {
      await translated(database.$executeRaw`
        INSERT INTO outbox (application_id) VALUES (${applicationId}::uuid)
        ON CONFLICT (application_id) DO UPDATE SET id = DEFAULT`)
    },

    pending: async (limit) => {
      const rows = await database.outboxEntry.findMany({ orderBy: { id: 'asc' }, take: limit })
      return rows.map(({ id, applicationId }) => ({ id: id.toString(), applicationId }))
    },

    remove: async (ids) => {
      await database.outboxEntry.deleteMany({ where: { id: { in: ids.map(BigInt) } } })
    },
  }
}
