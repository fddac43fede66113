import {
  DuplicateError,
  type ListPosition,
  type Operation,
  type OperationRepository,
  StaleWriteError,
} from '@weir/domain'
import { requireApplication } from './memory-applications.ts'
import { type Access, byBytes, rowOf, type Tables } from './memory-tables.ts'

const keyOf = (applicationId: string, id: string): string => `${applicationId} ${id}`

export function memoryOperations(access: Access): OperationRepository {
  const put = (tables: Tables, operation: Operation): void => {
    const other = inProgress(tables, operation.applicationId)
    if (operation.status === 'IN_PROGRESS' && other && other.id !== operation.id) {
      throw new DuplicateError(`application ${operation.applicationId} has an operation in progress`)
    }
    tables.operations.set(keyOf(operation.applicationId, operation.id), rowOf(operation))
  }

  return {
    insert: (operation) =>
      access.write((tables) => {
        requireApplication(tables, operation.applicationId)
        if (tables.operations.has(keyOf(operation.applicationId, operation.id))) {
          throw new DuplicateError(`operation ${operation.id} exists`)
        }
        put(tables, operation)
      }),
    save: (operation) =>
      access.write((tables) => {
        if (!tables.operations.has(keyOf(operation.applicationId, operation.id))) {
          throw new StaleWriteError(`operation ${operation.id} is gone`)
        }
        put(tables, operation)
      }),
    find: (applicationId, operationId) =>
      access.read((tables) => rowOf(tables.operations.get(keyOf(applicationId, operationId)))),
    inProgress: (applicationId) => access.read((tables) => rowOf(inProgress(tables, applicationId))),
    list: (applicationId, { after: last, limit, name, status }) =>
      access.read((tables) => {
        const all = [...tables.operations.values()]
          .filter((operation) => operation.applicationId === applicationId)
          .sort((a, b) => b.startedAt.getTime() - a.startedAt.getTime() || byBytes(b.id, a.id))
        return all
          .filter((operation) => last === undefined || isOlder(operation, last))
          .filter((operation) => name === undefined || operation.name === name)
          .filter((operation) => status === undefined || operation.status === status)
          .slice(0, limit)
          .map(rowOf)
      }),
    removeEndedBefore: (moment, limit) =>
      access.write((tables) => {
        const ended = ({ endedAt }: Operation): number => endedAt?.getTime() ?? Infinity
        const old = [...tables.operations]
          .filter(([, operation]) => ended(operation) < moment.getTime())
          .sort(([, a], [, b]) => ended(a) - ended(b))
          .slice(0, limit)
        for (const [key] of old) tables.operations.delete(key)
        return old.length
      }),
  }
}

function isOlder({ startedAt, id }: Operation, than: ListPosition): boolean {
  const apart = startedAt.getTime() - than.at.getTime()
  return apart < 0 || (apart === 0 && byBytes(id, than.id) < 0)
}

function inProgress(tables: Tables, applicationId: string): Operation | undefined {
  return [...tables.operations.values()].find(
    (operation) => operation.applicationId === applicationId && operation.status === 'IN_PROGRESS',
  )
}
