import type { AuditRecord, Logger } from '@weir/domain'
import { anAuditRecord } from '@weir/testkit'
import { createAuditWriter } from './audit-writer.ts'

/** A database that takes records when it is let. */
function aDatabase() {
  const taken: AuditRecord[] = []
  const batches: number[] = []
  const state = { broken: 0, gate: Promise.resolve() }
  const append = async (records: readonly AuditRecord[]) => {
    await state.gate
    if (state.broken > 0) {
      state.broken -= 1
      throw new Error('no connection')
    }
    batches.push(records.length)
    taken.push(...records)
  }
  return { taken, batches, state, append }
}

function underTest(settings = {}) {
  const database = aDatabase()
  const logged: object[] = []
  const note = (fields: object) => void logged.push(fields)
  const logger: Logger = { debug: note, info: note, warn: note, error: note }
  const writer = createAuditWriter({ audit: database, logger, settings: { gatherMs: 5, ...settings } })
  return { ...database, logged, writer }
}

it('has a durable record in the database when the call goes on', async () => {
  const { writer, taken } = underTest({ gatherMs: 60_000 })
  const record = anAuditRecord()
  await writer.record(record, { durable: true })
  expect(taken).toEqual([record])
})

it('gathers records while an insert is on its way', async () => {
  const { writer, taken, batches, state } = underTest()
  let open: () => void = () => undefined
  state.gate = new Promise((resolve) => (open = resolve))
  const first = writer.record(anAuditRecord(), { durable: true })
  await new Promise((resolve) => setTimeout(resolve, 20))
  const others = Array.from({ length: 40 }, () => writer.record(anAuditRecord(), { durable: true }))
  open()
  await Promise.all([first, ...others])
  expect(taken).toHaveLength(41)
  expect(batches).toEqual([1, 40])
})

it('tries again until the database takes them', async () => {
  const { writer, taken, state } = underTest()
  state.broken = 2
  await writer.record(anAuditRecord(), { durable: true })
  expect(taken).toHaveLength(1)
})

it('lets a call go on when the database is away, and writes its record later', async () => {
  const { writer, taken, state } = underTest({ patienceMs: 20 })
  state.broken = 2
  await writer.record(anAuditRecord(), { durable: true })
  expect(taken).toHaveLength(0)
  await writer.close()
  expect(taken).toHaveLength(1)
})

it('loses nothing when it is stopped', async () => {
  const { writer, taken } = underTest({ gatherMs: 60_000, batch: 7 })
  const records = Array.from({ length: 100 }, () => anAuditRecord())
  for (const record of records) void writer.record(record, { durable: false })
  await writer.close()
  expect(taken).toEqual(records)
})

it('keeps in the log what the database never took', async () => {
  const { writer, logged, state } = underTest({ most: 2, closeMs: 50, patienceMs: 1 })
  state.broken = 1_000
  const records = [anAuditRecord(), anAuditRecord(), anAuditRecord(), anAuditRecord()]
  for (const record of records.slice(0, 3)) void writer.record(record, { durable: false })
  await writer.close()
  await writer.record(records[3]!, { durable: true })
  const kept = logged.flatMap((fields) => ('audit' in fields ? [fields.audit] : []))
  expect(new Set(kept)).toEqual(new Set(records.map(({ event }) => event)))
})
