import type { LogPosition, LogRecord } from '../ports/application-logs.ts'
import { formatLogPosition, parseLogPosition, positionAfter } from './log-position.ts'
import { createResume, isOfComponent, matchesLogQuery } from './log-query.ts'
import { mergeLogs } from './merge-logs.ts'

const record = (time: number, component = 'jobmanager', said: Partial<LogRecord['event']> = {}): LogRecord => ({
  time,
  deploymentId: 'd',
  component,
  event: {
    applicationARN: 'arn',
    applicationVersionId: '1',
    locationInformation: '',
    logger: 'a.B',
    message: `m${time}`,
    messageSchemaVersion: '1',
    messageType: 'INFO',
    threadName: 't',
    ...said,
  },
})

it('goes on behind any record without repeating or leaving out one', () => {
  const all = [record(1), record(2), record(2, 'taskmanager-0'), record(2), record(2, 'taskmanager-1'), record(3)]
  let position: LogPosition | undefined
  all.forEach((each, index) => {
    position = positionAfter(position, each)
    const after = parseLogPosition('next', formatLogPosition(position))
    expect(all.filter(createResume({ after }))).toEqual(all.slice(index + 1))
  })
})

it.each(['', 'x', '1.', '1.a', '1.a-', '-1', '1.A-1', '1.aaaaaaaa-1'])('refuses the position %j', (text) => {
  expect(() => parseLogPosition('next', text)).toThrow('next is not what an earlier answer gave.')
})

it('filters by range, level and component', () => {
  expect(matchesLogQuery(record(5), { from: 5, to: 6 })).toBe(true)
  expect(matchesLogQuery(record(5), { from: 6 })).toBe(false)
  expect(matchesLogQuery(record(5), { to: 5 })).toBe(false)
  const levels = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL']
  const shown = levels.filter((messageType) => matchesLogQuery(record(1, 'x', { messageType }), { level: 'WARN' }))
  expect(shown).toEqual(['WARN', 'ERROR', 'FATAL'])
  expect(isOfComponent('taskmanager-12', 'taskmanager')).toBe(true)
  expect(isOfComponent('taskmanager-12', 'taskmanager-1')).toBe(false)
})

it('merges streams by time and ends them all when nobody reads on', async () => {
  let ended = 0
  async function* stream(...times: readonly number[]) {
    try {
      for (const time of times) yield record(time)
    } finally {
      ended += 1
    }
  }
  const times: number[] = []
  for await (const { time } of mergeLogs([stream(1, 4), stream(), stream(2, 3, 5)])) {
    times.push(time)
    if (time === 4) break
  }
  expect(times).toEqual([1, 2, 3, 4])
  expect(ended).toBe(3)
})
