import type { ApplicationEvent, ApplicationEventKind, EventRepository } from '@weir/domain'
import { requireApplication } from './memory-applications.ts'
import { type Access, rowOf, type Tables } from './memory-tables.ts'

export function memoryEvents({
  access,
  nextNumber,
}: {
  access: Access
  /** A number that was never used before, greater than all others. */
  nextNumber: () => number
}): EventRepository {
  return {
    add: (event) =>
      access.write((tables) => {
        requireApplication(tables, event.applicationId)
        const sequence = nextNumber()
        tables.events.set(sequence, rowOf({ ...event, sequence }))
      }),
    listAfter: (applicationId, { after, limit, kinds }) =>
      access.read((tables) =>
        eventsOf(tables, applicationId, kinds)
          .filter(({ sequence }) => sequence > after)
          .slice(0, limit)
          .map(rowOf),
      ),
    listNewest: (applicationId, { before = Infinity, limit, kinds }) =>
      access.read((tables) =>
        eventsOf(tables, applicationId, kinds)
          .filter(({ sequence }) => sequence < before)
          .reverse()
          .slice(0, limit)
          .map(rowOf),
      ),
    removeBefore: (moment, limit) =>
      access.write((tables) => {
        const old = [...tables.events.values()]
          .filter(({ at }) => at < moment)
          .sort((a, b) => a.at.getTime() - b.at.getTime())
          .slice(0, limit)
        for (const { sequence } of old) tables.events.delete(sequence)
        return old.length
      }),
  }
}

function eventsOf(
  tables: Tables,
  applicationId: string,
  kinds: readonly ApplicationEventKind[] | undefined,
): ApplicationEvent[] {
  return [...tables.events.values()]
    .filter((event) => event.applicationId === applicationId && (kinds === undefined || kinds.includes(event.kind)))
    .sort((a, b) => a.sequence - b.sequence)
}
