import { randomUUID } from 'node:crypto'
import type { AuditRecord } from '@weir/domain'
import { aScope } from './builders.ts'

/** A call that was recorded; its id is new. */
export function anAuditRecord(given: Partial<AuditRecord> = {}): AuditRecord {
  const id = given.id ?? randomUUID()
  return {
    id,
    ...aScope,
    at: new Date('2026-01-01T00:00:00Z'),
    eventName: 'CreateApplication',
    userName: 'admin',
    readOnly: false,
    resources: ['flights'],
    event: JSON.stringify({ eventID: id }),
    ...given,
  }
}
