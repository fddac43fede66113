import type { JobObservation } from '@weir/domain'
import { createSteadyLooks } from './steady-look.ts'

const summary = { jid: 'a', name: 'job', state: 'RUNNING', 'last-modification': 1_000, tasks: { running: 2 } } as const
const seen: JobObservation = { state: 'RUNNING', allTasksRunning: true, parallelism: 2, restarts: 0 }

describe('details of a job that runs without a change', () => {
  let time = 100_000
  const looks = createSteadyLooks(() => time)
  beforeEach(() => {
    time += 100_000
    looks.note({ ...summary, state: 'FAILED' }, { ...seen, state: 'FAILED' })
  })

  it('are remembered for a few seconds', () => {
    expect(looks.recall(summary)).toBeUndefined()
    looks.note(summary, seen)
    time += 2_900
    expect(looks.recall(summary)).toEqual(seen)
    time += 200
    expect(looks.recall(summary)).toBeUndefined()
  })

  it('are asked for again when the state of a task or of the job has moved', () => {
    looks.note(summary, seen)
    expect(looks.recall({ ...summary, 'last-modification': time })).toBeUndefined()
    expect(looks.recall({ ...summary, tasks: { running: 1, failed: 1 } })).toBeUndefined()
    expect(looks.recall({ ...summary, state: 'RESTARTING' })).toBeUndefined()
    expect(looks.recall({ ...summary, jid: 'b' })).toBeUndefined()
  })

  it('are not remembered just after a change, when what follows it may still be missing', () => {
    const moved = { ...summary, 'last-modification': time - 4_000 }
    looks.note(moved, seen)
    expect(looks.recall(moved)).toBeUndefined()
  })

  it('are not remembered of a job that does not run altogether', () => {
    looks.note(summary, { ...seen, allTasksRunning: false })
    expect(looks.recall(summary)).toBeUndefined()
  })
})
