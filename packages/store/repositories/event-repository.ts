import type { ApplicationEvent, ApplicationEventKind, EventRepository } from '@weir/domain'
import { type Database, jsonOrNull, text, withoutNulls } from './columns.ts'
import { translated } from '../database-errors.ts'
import type { ApplicationEvent as Row } from '../generated/client.ts'

export function createEventRepository(database: Database): EventRepository {
  return {
    add: async ({ message, detail, ...event }) => {
      await translated(
        database.applicationEvent.createMany({
          data: [{ ...event, message: text(message), detail: jsonOrNull(detail) }],
        }),
      )
    },

    listAfter: async (applicationId, { after, limit, kinds }) => {
      const rows = await database.applicationEvent.findMany({
        where: { applicationId, sequence: { gt: after }, ...ofKinds(kinds) },
        orderBy: { sequence: 'asc' },
        take: limit,
      })
      return rows.map(toEvent)
    },

    listNewest: async (applicationId, { before, limit, kinds }) => {
      const rows = await database.applicationEvent.findMany({
        where: { applicationId, ...(before === undefined ? {} : { sequence: { lt: before } }), ...ofKinds(kinds) },
        orderBy: { sequence: 'desc' },
        take: limit,
      })
      return rows.map(toEvent)
    },

    removeBefore: (moment, limit) =>
      database.$executeRaw`DELETE FROM application_events WHERE sequence IN (
        SELECT sequence FROM application_events WHERE at < ${moment.toISOString()}::timestamptz ORDER BY at LIMIT ${limit})`,
  }
}

const ofKinds = (kinds: readonly ApplicationEventKind[] | undefined) =>
  kinds === undefined ? {} : { kind: { in: [...kinds] } }

const toEvent = (row: Row): ApplicationEvent =>
  ({ ...withoutNulls(row), sequence: Number(row.sequence) }) as unknown as ApplicationEvent
