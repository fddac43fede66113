import type { AuditFile, AuditQuery, AuditRecord, AuditRepository } from '@weir/domain'
import { rowOf } from './memory-tables.ts'

/** Audit records in memory. They have no part in transactions, so they are not among the tables that those copy. */
export function memoryAudit(requireOpen: () => void): AuditRepository {
  const rows = new Map<string, { readonly record: AuditRecord; readonly fileId?: string }>()
  const files = new Map<string, AuditFile>()
  const open = async <T>(use: () => T): Promise<T> => {
    requireOpen()
    return use()
  }

  const cut = (id: string, waiting: readonly AuditRecord[], now: Date): void => {
    const [first] = waiting
    if (first === undefined) return
    files.set(id, { id, accountId: first.accountId, region: first.region, cutAt: now })
    for (const record of waiting) rows.set(record.id, { record, fileId: id })
  }

  return {
    append: (records) =>
      open(() => {
        for (const record of records) if (!rows.has(record.id)) rows.set(record.id, { record: rowOf(record) })
      }),

    find: (query) =>
      open(() =>
        [...rows.values()]
          .map(({ record }) => rowOf(record))
          .filter((record) => matches(record, query))
          .sort((a, b) => byTime(b, a))
          .slice(0, query.limit),
      ),

    cutFiles: ({ now, limit, newId }) =>
      open(() => {
        const waiting = [...rows.values()].filter((row) => row.fileId === undefined).map(({ record }) => record)
        const places = new Set(waiting.map(({ accountId, region }) => `${accountId} ${region}`))
        for (const place of places) {
          const there = waiting.filter(({ accountId, region }) => `${accountId} ${region}` === place)
          cut(newId(), there.sort(byTime).slice(0, limit), now)
        }
      }),

    openFiles: (limit) =>
      open(() => [...files.values()].sort((a, b) => a.cutAt.getTime() - b.cutAt.getTime()).slice(0, limit)),

    recordsOf: (fileId) =>
      open(() =>
        [...rows.values()]
          .filter((row) => row.fileId === fileId)
          .map(({ record }) => rowOf(record))
          .sort(byTime),
      ),

    delivered: (fileId) => open(() => void files.delete(fileId)),

    forget: ({ than, limit, onlyDelivered }) =>
      open(() => {
        const over = [...rows.values()]
          .filter(({ record }) => record.at < than)
          .filter(({ fileId }) => !onlyDelivered || (fileId !== undefined && !files.has(fileId)))
          .sort((a, b) => byTime(a.record, b.record))
          .slice(0, limit)
        for (const { record } of over) rows.delete(record.id)
        return over.length
      }),
  }
}

function matches(record: AuditRecord, query: AuditQuery): boolean {
  const { after } = query
  return (
    record.accountId === query.accountId &&
    (query.from === undefined || record.at >= query.from) &&
    (query.to === undefined || record.at <= query.to) &&
    (query.eventName === undefined || record.eventName === query.eventName) &&
    (query.userName === undefined || record.userName === query.userName) &&
    (query.readOnly === undefined || record.readOnly === query.readOnly) &&
    (query.resource === undefined || record.resources.includes(query.resource)) &&
    (after === undefined || byTime(record, after) < 0)
  )
}

const byTime = (a: Pick<AuditRecord, 'at' | 'id'>, b: Pick<AuditRecord, 'at' | 'id'>): number =>
  a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
