import { lastEnd } from './exits.ts'

const exits = [
  { component: 'taskmanager-0', at: '2026-01-01T00:00:01.000Z', code: 1 },
  { component: 'taskmanager-0', at: '2026-01-01T00:00:05.000Z', code: 143 },
  { component: 'jobmanager', at: '2026-01-01T00:00:07.000Z', code: 143 },
]
const since = new Date('2026-01-01T00:00:04.000Z')

it.each<[string, readonly string[], string | undefined]>([
  ['the end of the last one', ['jobmanager', 'taskmanager-0'], '2026-01-01T00:00:07.000Z'],
  ['nothing when one was not told of', ['jobmanager', 'taskmanager-0', 'taskmanager-1'], undefined],
])('tells %s', (_, components, end) => {
  expect(lastEnd(exits, { components, since })?.toISOString()).toBe(end)
})

it('tells nothing of ends before', () => {
  expect(lastEnd(exits.slice(0, 1), { components: ['taskmanager-0'], since })).toBeUndefined()
})
