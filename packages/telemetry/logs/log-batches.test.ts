import type { LogEvent } from '@weir/domain'
import { aLogRecord } from '@weir/testkit'
import { logBatches } from './log-batches.ts'

const now = new Date('2026-03-01T00:00:00Z')
const record = (time: number, message = 'm', given: Partial<LogEvent> = {}) =>
  aLogRecord({ time, event: { message, ...given } })
const at = now.getTime()
const hour = 3_600_000

it('keeps each call within the limits, in order of time', () => {
  const large = Array.from({ length: 30 }, (_, n) => record(at - n, 'é'.repeat(50_000)))
  const many = Array.from({ length: 10_001 }, (_, n) => record(at + n))
  for (const [records, calls] of [
    [large, 3],
    [many, 2],
    [[record(at), record(at - 24 * hour), record(at - 24 * hour + 1)], 2],
  ] as const) {
    const batches = logBatches(records, now)
    expect(batches).toHaveLength(calls)
    const all = batches.flat().map(({ timestamp = 0 }) => timestamp)
    expect(all).toEqual(records.map(({ time }) => time).sort((a, b) => a - b))
    for (const batch of batches) {
      expect(batch.length).toBeLessThanOrEqual(10_000)
      const bytes = batch.reduce((sum, { message = '' }) => sum + Buffer.byteLength(message) + 26, 0)
      expect(bytes).toBeLessThanOrEqual(1_048_576)
      expect((batch.at(-1)?.timestamp ?? 0) - (batch[0]?.timestamp ?? 0)).toBeLessThan(24 * hour)
    }
  }
})

it('leaves out what is too old or from the future, and cuts what is too long', () => {
  expect(logBatches([record(at - 15 * 24 * hour), record(at + 3 * hour)], now)).toEqual([])
  const throwableInformation = Array.from({ length: 100 }, () => '\u0001'.repeat(1_000))
  const [batch] = logBatches([record(at, '\u0001'.repeat(250_000), { throwableInformation })], now)
  const { message = '' } = batch?.[0] ?? {}
  expect(Buffer.byteLength(message)).toBeLessThanOrEqual(262_144 - 26)
  expect(JSON.parse(message)).toMatchObject({ logger: 'a.B', message: expect.stringMatching(/\.\.\.$/) })
})

it("sends AWS's own members alone", () => {
  const [batch] = logBatches([record(at, 'hello')], now)
  expect(batch).toEqual([{ timestamp: at, message: JSON.stringify(record(at, 'hello').event) }])
})
