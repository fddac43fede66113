import {
  DuplicateError,
  type ListPosition,
  type Snapshot,
  type SnapshotRepository,
  StaleWriteError,
} from '@weir/domain'
import { requireApplication } from './memory-applications.ts'
import { type Access, byBytes, rowOf, type Tables } from './memory-tables.ts'

const keyOf = (applicationId: string, name: string): string => `${applicationId} ${name}`

export function memorySnapshots(access: Access): SnapshotRepository {
  return {
    insert: (snapshot) =>
      access.write((tables) => {
        requireApplication(tables, snapshot.applicationId)
        const key = keyOf(snapshot.applicationId, snapshot.name)
        if (tables.snapshots.has(key)) throw new DuplicateError(`snapshot ${snapshot.name} exists`)
        tables.snapshots.set(key, checked(snapshot))
      }),
    save: (snapshot) =>
      access.write((tables) => {
        const key = keyOf(snapshot.applicationId, snapshot.name)
        if (!tables.snapshots.has(key)) throw new StaleWriteError(`snapshot ${snapshot.name} is gone`)
        tables.snapshots.set(key, checked(snapshot))
      }),
    find: (applicationId, name) => access.read((tables) => rowOf(tables.snapshots.get(keyOf(applicationId, name)))),
    list: (applicationId, { after: last, limit }) =>
      access.read((tables) =>
        oldestFirst(tables, applicationId)
          .filter(({ enhancedId }) => enhancedId === undefined)
          .filter((snapshot) => last === undefined || isNewer(snapshot, last))
          .slice(0, limit)
          .map(rowOf),
      ),
    inFlight: (applicationId) =>
      access.read((tables) =>
        oldestFirst(tables, applicationId)
          .filter((snapshot) => snapshot.status !== 'FAILED' && !isSettled(snapshot))
          .map(rowOf),
      ),
    newestReady: (applicationId, { belowVersion = Infinity } = {}) =>
      access.read((tables) =>
        rowOf(
          oldestFirst(tables, applicationId).findLast(
            ({ status, versionId }) => status === 'READY' && versionId < belowVersion,
          ),
        ),
      ),
    count: (applicationId) =>
      access.read(
        (tables) => oldestFirst(tables, applicationId).filter(({ enhancedId }) => enhancedId === undefined).length,
      ),
    spentAutomatic: (applicationId, kept) =>
      access.read((tables) => {
        const automatic = oldestFirst(tables, applicationId).filter(
          ({ enhancedId, status, kind }) => enhancedId === undefined && status === 'READY' && kind !== 'user',
        )
        return automatic.slice(0, Math.max(0, automatic.length - kept)).map(rowOf)
      }),
    remove: (applicationId, name) =>
      access.write((tables) => {
        tables.snapshots.delete(keyOf(applicationId, name))
      }),
  }
}

const isSettled = ({ status, enhancedId, location, copiedTo }: Snapshot): boolean =>
  status === 'READY' && (enhancedId === undefined || location === copiedTo)

// The database's check: nobody could restore from a READY snapshot that is nowhere.
function checked(snapshot: Snapshot): Snapshot {
  if (snapshot.status === 'READY' && snapshot.location === undefined) {
    throw new Error(`snapshot ${snapshot.name} is READY and has no location`)
  }
  return rowOf(snapshot)
}

function isNewer({ createdAt, name }: Snapshot, than: ListPosition): boolean {
  const apart = createdAt.getTime() - than.at.getTime()
  return apart > 0 || (apart === 0 && byBytes(name, than.id) > 0)
}

function oldestFirst(tables: Tables, applicationId: string): Snapshot[] {
  return [...tables.snapshots.values()]
    .filter((snapshot) => snapshot.applicationId === applicationId)
    .sort((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || byBytes(a.name, b.name))
}
