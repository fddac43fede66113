import type { FlinkJob } from '../../flink-rest/flink-types.ts'
import { tooFewSlots } from './too-few-slots.ts'

const vertex = (name: string, parallelism: number, slotSharingGroupId?: string) => ({
  id: name,
  name,
  parallelism,
  status: 'CREATED',
  tasks: {},
  ...(slotSharingGroupId === undefined ? {} : { slotSharingGroupId }),
})
const job = (state: FlinkJob['state'], ...vertices: FlinkJob['vertices']): FlinkJob => ({
  jid: 'a',
  name: 'job',
  state,
  'start-time': 0,
  vertices,
})

it('tells of an operator that is wider than the application', () => {
  const waiting = job('CREATED', vertex('source', 1, 'g'), vertex('map', 2, 'g'))
  expect(tooFewSlots(waiting, 1)).toBe('The job wants 2 slots and has 1: map has parallelism 2.')
  expect(tooFewSlots(waiting, 2)).toBeUndefined()
})

it('adds up groups that share no slots, where Flink tells them', () => {
  expect(tooFewSlots(job('CREATED', vertex('source', 2, 'g'), vertex('map', 2, 'h')), 3)).toBe(
    'The job wants 4 slots and has 3: source has parallelism 2, in one of 2 slot sharing groups.',
  )
  expect(tooFewSlots(job('CREATED', vertex('source', 2), vertex('map', 2)), 2)).toBeUndefined()
})

it('says nothing of a job that has begun, or is not known yet', () => {
  expect(tooFewSlots(job('RUNNING', vertex('map', 2)), 1)).toBeUndefined()
  expect(tooFewSlots(job('CREATED'), 1)).toBeUndefined()
})
