import { until } from '../../acceptance/harness/until.ts'
import type { Fleet } from '../fleet.ts'
import type { Application } from '../load/applications.ts'

/** Longest that a fault may be felt. */
const patienceSeconds = 180

/**
 * What is desired is so, or an operation says why: no operation is in progress, and the application runs, in one cluster with all its
 * processes; or it rests, without one, because a stop succeeded or an operation failed by name. Throws what is still missing.
 */
export async function settles(
  fleet: Fleet,
  { state, name }: Pick<Application, 'state' | 'name'>,
): Promise<'RUNNING' | 'READY' | 'gone'> {
  let missing = ''
  return await until(
    `${name} to settle`,
    async () => {
      const { status, outcome } = await state()
      missing = `it is ${status}, its operation ${outcome}`
      if (outcome === 'IN_PROGRESS') return undefined
      // The load is one application at a time.
      const processes = fleet.flinks().length
      missing += `, with ${processes} processes`
      if (status === 'READY' || status === 'gone') return processes === 0 && status
      return status === 'RUNNING' && processes === 2 && status
    },
    { seconds: patienceSeconds, everyMs: 500, lastKnown: () => missing },
  )
}

/** Records arrive again: a cluster that only looks alive does not count. */
export async function goesOn({ name, proof }: Application): Promise<void> {
  const { highest } = await proof()
  await until(`${name} to write more`, async () => (await proof()).highest > highest, {
    seconds: patienceSeconds,
    everyMs: 500,
  })
}
